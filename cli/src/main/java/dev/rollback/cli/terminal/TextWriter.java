package dev.rollback.cli.terminal;

import java.io.PrintStream;

/**
 * What people's text is written on.
 *
 * @param columns how wide a line may be; 0 where it may be of any width
 * @param coloured whether styles are shown
 */
public record TextWriter(PrintStream out, int columns, boolean coloured) {
    public void line(String text) {
        out.println(Text.printable(text));
    }

    public void line(Style style, String text) {
        out.println(style.on(Text.printable(text), coloured));
    }
}
