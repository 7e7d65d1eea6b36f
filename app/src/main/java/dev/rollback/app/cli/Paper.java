package dev.rollback.app.cli;

import java.io.PrintStream;

/**
 * What people's text is written on.
 *
 * @param columns how wide a line may be; 0 where it may be of any width
 * @param coloured whether styles are shown
 */
record Paper(PrintStream out, int columns, boolean coloured) {
    void line(String text) {
        out.println(Text.printable(text));
    }

    void line(Style style, String text) {
        out.println(style.on(Text.printable(text), coloured));
    }
}
