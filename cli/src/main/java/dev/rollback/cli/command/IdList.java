package dev.rollback.cli.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Several ids in one text. A comma separates them; {@code \\,} is a comma of an id. Backslashes mean themselves, but for those
 * right in front of a comma, where two are one.
 */
public final class IdList {
    private IdList() {}

    /** The ids, empty ones included: what they stand for is for others to say. */
    public static List<String> split(String text) {
        List<String> ids = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == ',' && !isEscaped(text, at)) {
                ids.add(unescaped(text.substring(begin, at), true));
                begin = at + 1;
            }
        }
        ids.add(unescaped(text.substring(begin), false));
        return ids;
    }

    /** Where the last id of an unfinished list begins. */
    public static int lastBegin(String text) {
        for (int at = text.length() - 1; at >= 0; at--) {
            if (text.charAt(at) == ',' && !isEscaped(text, at)) {
                return at + 1;
            }
        }
        return 0;
    }

    /** What an id of which this is the beginning begins with. */
    public static String begun(String text) {
        return unescaped(text, false);
    }

    /** The id as a list of it alone. */
    public static String escaped(String id) {
        StringBuilder escaped = new StringBuilder();
        int backslashes = 0;
        for (int at = 0; at < id.length(); at++) {
            char character = id.charAt(at);
            if (character == ',') {
                escaped.append("\\".repeat(backslashes + 1));
            }
            backslashes = character == '\\' ? backslashes + 1 : 0;
            escaped.append(character);
        }
        return escaped.toString();
    }

    private static boolean isEscaped(String text, int comma) {
        return backslashesBefore(text, comma) % 2 == 1;
    }

    private static int backslashesBefore(String text, int end) {
        int begin = end;
        while (begin > 0 && text.charAt(begin - 1) == '\\') {
            begin--;
        }
        return end - begin;
    }

    /** @param beforeComma whether a comma that separates follows: then backslashes at the end are doubled too */
    private static String unescaped(String text, boolean beforeComma) {
        StringBuilder id = new StringBuilder();
        for (int at = 0; at <= text.length(); at++) {
            boolean comma = at == text.length() ? beforeComma : text.charAt(at) == ',';
            if (comma) {
                id.setLength(id.length() - (backslashesBefore(text, at) + 1) / 2);
            }
            if (at < text.length()) {
                id.append(text.charAt(at));
            }
        }
        return id.toString();
    }
}
