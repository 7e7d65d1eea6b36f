package dev.rollback.api;

/** The checks that all names share. */
final class Names {
    private Names() {}

    static void requirePrintable(String what, String value, int most) {
        if (value.isBlank()) {
            throw invalid("%s must not be blank", what);
        }
        if (value.codePointCount(0, value.length()) > most) {
            throw invalid("%s must not be longer than %d characters", what, most);
        }
        if (!value.strip().equals(value)) {
            throw invalid("%s must not begin or end with a space: '%s'", what, value);
        }
        if (!value.codePoints().allMatch(Names::printable)) {
            throw invalid("%s must hold printable characters only", what);
        }
    }

    static void requireToken(String what, String value) {
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw invalid("%s is 1 to 100 letters, digits, '.', '_' or '-': '%s' is not", what, value);
        }
    }

    static RefusedException invalid(String message, Object... values) {
        return new RefusedException(RefusalCode.INVALID_INPUT, message.formatted(values));
    }

    // Control, format (which includes the bidi marks), lone surrogates, private use and unassigned are not printable.
    private static boolean printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
