package dev.rollback.app.settings;

import java.util.Locale;

/** How far names are from one another, as people mistype them. */
public final class Spelling {
    private static final int SHOWN = 60;
    private static final int FAR = 10;

    private Spelling() {}

    /** The name without what people write in different ways: capitals, and what stands between words. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** How many letters to add, leave out, change or swap with their neighbour; of lengths far apart, only that. */
    public static int distance(String left, String right) {
        int apart = Math.abs(left.length() - right.length());
        if (apart > FAR) {
            return apart;
        }
        int[][] edits = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, left, right, i, j);
            }
        }
        return edits[left.length()][right.length()];
    }

    private static int fewest(int[][] edits, String left, String right, int i, int j) {
        char one = left.charAt(i - 1);
        char other = right.charAt(j - 1);
        int least =
                Math.min(edits[i - 1][j - 1] + (one == other ? 0 : 1), Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && one == right.charAt(j - 2) && left.charAt(i - 2) == other;
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }

    static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
