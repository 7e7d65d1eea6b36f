package dev.rollback.cli.terminal;

import java.util.regex.Pattern;

/** Words of commands that are suggested: what is copied into a shell is what was meant. */
public final class ShellText {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:@%+=,-]+");

    private ShellText() {}

    /** A value of an option. */
    public static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** A file, wherever its name stands. */
    public static String file(String name) {
        return word(name.startsWith("-") ? "./" + name : name);
    }

    /** A word of its own, which no option is mistaken for: the last of its command. */
    public static String operand(String text) {
        return text.startsWith("-") ? "-- " + word(text) : word(text);
    }
}
