package dev.rollback.cli.terminal;

import java.util.Map;
import java.util.function.Function;

/**
 * Where the two outputs end.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is one
 * @param columns how wide the terminal is; 0 where that is not known
 */
public record Screen(boolean out, boolean err, int columns) {
    public static final Screen NONE = new Screen(false, false, 0);

    /** When styles are shown. */
    public enum Colours {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** What the launcher found out, in {@code co.terminals} (the numbers of the streams) and {@code co.columns}. */
    public static Screen of(Function<String, String> properties, boolean console) {
        String terminals = properties.apply("co.terminals");
        String columns = properties.apply("co.columns");
        return new Screen(
                terminals.isEmpty() ? console : terminals.contains("1"),
                terminals.isEmpty() ? console : terminals.contains("2"),
                columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : 0);
    }

    public static boolean colours(Colours wanted, boolean terminal, Map<String, String> environment) {
        return switch (wanted) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                terminal
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(environment.get("TERM"));
        };
    }
}
