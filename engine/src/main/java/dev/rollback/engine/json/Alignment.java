package dev.rollback.engine.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which elements of one sequence stay which of another. Small stretches are aligned by a longest common subsequence; large
 * ones are first cut at elements that occur once on either side (patience diff), and what is still large then matches
 * nothing in its middle.
 */
final class Alignment {
    /** An element that is like no other. */
    static final int MATCHES_NOTHING = -1;

    private static final int MOST_CELLS = 250_000;

    private final int[] from;
    private final int[] to;
    private final int[] matches;

    private Alignment(int[] from, int[] to) {
        this.from = from;
        this.to = to;
        this.matches = new int[from.length];
        Arrays.fill(matches, -1);
    }

    /** For every index of {@code from} its index in {@code to}, rising, or -1. */
    static int[] of(int[] from, int[] to) {
        Alignment alignment = new Alignment(from, to);
        alignment.stretch(0, from.length, 0, to.length, true);
        return alignment.matches;
    }

    private boolean same(int i, int j) {
        return from[i] == to[j] && from[i] != MATCHES_NOTHING;
    }

    private void stretch(int i, int iEnd, int j, int jEnd, boolean mayCut) {
        while (i < iEnd && j < jEnd && same(i, j)) {
            matches[i++] = j++;
        }
        while (i < iEnd && j < jEnd && same(iEnd - 1, jEnd - 1)) {
            matches[--iEnd] = --jEnd;
        }
        if (i == iEnd || j == jEnd) {
            return;
        }
        if ((long) (iEnd - i) * (jEnd - j) <= MOST_CELLS) {
            longestCommonSubsequence(i, iEnd, j, jEnd);
        } else if (mayCut) {
            cut(i, iEnd, j, jEnd);
        }
    }

    private void longestCommonSubsequence(int i0, int iEnd, int j0, int jEnd) {
        int[][] length = new int[iEnd - i0 + 1][jEnd - j0 + 1];
        for (int i = iEnd - 1; i >= i0; i--) {
            for (int j = jEnd - 1; j >= j0; j--) {
                length[i - i0][j - j0] = same(i, j)
                        ? length[i - i0 + 1][j - j0 + 1] + 1
                        : Math.max(length[i - i0 + 1][j - j0], length[i - i0][j - j0 + 1]);
            }
        }
        for (int i = i0, j = j0; i < iEnd && j < jEnd; ) {
            if (same(i, j)) {
                matches[i++] = j++;
            } else if (length[i - i0 + 1][j - j0] >= length[i - i0][j - j0 + 1]) {
                i++;
            } else {
                j++;
            }
        }
    }

    /** Keeps the longest rising run of elements unique on both sides, then aligns what lies between. */
    private void cut(int i0, int iEnd, int j0, int jEnd) {
        Map<Integer, Integer> here = uniqueIndexes(from, i0, iEnd);
        Map<Integer, Integer> there = uniqueIndexes(to, j0, jEnd);
        int[] candidates = new int[iEnd - i0];
        for (int i = i0; i < iEnd; i++) {
            boolean unique = here.getOrDefault(from[i], -1) == i && from[i] != MATCHES_NOTHING;
            candidates[i - i0] = unique ? there.getOrDefault(from[i], -1) : -1;
        }
        int[] kept = longestRising(candidates);
        int i = i0;
        int j = j0;
        for (int k = 0; k < kept.length; k++) {
            int anchor = candidates[kept[k]];
            matches[i0 + kept[k]] = anchor;
            stretch(i, i0 + kept[k], j, anchor, false);
            i = i0 + kept[k] + 1;
            j = anchor + 1;
        }
        stretch(i, iEnd, j, jEnd, false);
    }

    private static Map<Integer, Integer> uniqueIndexes(int[] numbers, int start, int end) {
        Map<Integer, Integer> indexes = new HashMap<>();
        for (int i = start; i < end; i++) {
            indexes.merge(numbers[i], i, (first, second) -> -1);
        }
        return indexes;
    }

    /** Indexes of the longest strictly rising subsequence of the non-negative values. */
    private static int[] longestRising(int[] values) {
        int[] lastOfLength = new int[values.length];
        int[] previous = new int[values.length];
        int longest = 0;
        for (int k = 0; k < values.length; k++) {
            if (values[k] < 0) {
                continue;
            }
            int low = 0;
            for (int high = longest; low < high; ) {
                int middle = (low + high) >>> 1;
                if (values[lastOfLength[middle]] < values[k]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[k] = low == 0 ? -1 : lastOfLength[low - 1];
            lastOfLength[low] = k;
            longest = Math.max(longest, low + 1);
        }
        int[] rising = new int[longest];
        for (int k = longest - 1, at = longest == 0 ? -1 : lastOfLength[longest - 1]; k >= 0; k--, at = previous[at]) {
            rising[k] = at;
        }
        return rising;
    }
}
