package dev.rollback.api.json;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;

/** A text, value or patch that is not the JSON we accept. Nothing was read of it, nothing was written. */
public class InvalidJsonException extends RefusedException {
    private static final int SHOWN_PATH = 200;

    private final int line;
    private final int column;
    private final String path;
    private final String problem;

    InvalidJsonException(int line, int column, String path, String problem) {
        super(RefusalCode.INVALID_INPUT, message(line, column, path, problem));
        this.line = line;
        this.column = column;
        this.path = path;
        this.problem = problem;
    }

    /** From 1; 0 where there was no text, as with {@link Json#of}. */
    public int line() {
        return line;
    }

    /** In UTF-16 units, from 1; 0 where there was no text. */
    public int column() {
        return column;
    }

    /** Pointer (RFC 6901) to the nearest value known; empty, which points to the whole document, if none is. */
    public String path() {
        return path;
    }

    String problem() {
        return problem;
    }

    InvalidJsonException withoutPosition() {
        return new InvalidJsonException(0, 0, path, problem);
    }

    private static String message(int line, int column, String path, String problem) {
        String position = line == 0 ? "" : " at line " + line + ", column " + column;
        String shown = path.length() <= SHOWN_PATH ? path : path.substring(0, SHOWN_PATH) + "…";
        return "invalid JSON" + position + (path.isEmpty() ? "" : " (" + shown + ")") + ": " + problem
                + "; correct it and try again.";
    }
}
