package dev.rollback.cli.terminal;

/** How a piece of text stands out. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    BAD("31"),
    GOOD("32"),
    WARN("33");

    /** A text that stands out in a table. */
    public record Styled(String text, Style style) {
        @Override
        public String toString() {
            return text;
        }
    }

    private final String code;

    Style(String code) {
        this.code = code;
    }

    public String on(String text, boolean coloured) {
        return coloured && this != PLAIN && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    public Styled of(String text) {
        return new Styled(text, this);
    }
}
