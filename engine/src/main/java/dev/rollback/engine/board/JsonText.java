package dev.rollback.engine.board;

/** A place in the text of a JSON value that is known to be valid. */
final class JsonText {
    private final String text;
    private int at;
    private int marked;

    JsonText(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    /** U+0000 at the end. */
    char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    char next() {
        return text.charAt(at++);
    }

    void mark() {
        marked = at;
    }

    /** Back to the mark. */
    void reset() {
        at = marked;
    }

    String whitespace() {
        int start = at;
        while (at < text.length() && isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** A string, number or word as it is spelled. */
    String scalar() {
        int start = at;
        if (text.charAt(at) == '"') {
            for (at++; text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\') {
                    at++;
                }
            }
            at++;
        } else {
            while (at < text.length() && !isWhitespace(text.charAt(at)) && ",:]}~".indexOf(text.charAt(at)) < 0) {
                at++;
            }
        }
        return text.substring(start, at);
    }

    String rest() {
        String rest = text.substring(at);
        at = text.length();
        return rest;
    }

    static boolean isWhitespace(char unit) {
        return unit == ' ' || unit == '\t' || unit == '\n' || unit == '\r';
    }
}
