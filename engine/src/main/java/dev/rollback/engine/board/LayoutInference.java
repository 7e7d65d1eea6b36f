package dev.rollback.engine.board;

import org.jspecify.annotations.Nullable;

/** Reads off a JSON object's text how it is laid out: the first of each kind decides. */
final class LayoutInference {
    private final JsonText text;
    private @Nullable String colon;
    private @Nullable String space;
    private @Nullable Boolean inlineArrays;
    private boolean escapes;
    private boolean plain;

    LayoutInference(String text) {
        this.text = new JsonText(text);
    }

    FileLayout layout() {
        String start = text.whitespace();
        if (text.peek() == '\uFEFF') {
            text.next();
            start += '\uFEFF' + text.whitespace();
        }
        text.next();
        String lead = text.whitespace();
        boolean empty = text.peek() == '}';
        if (empty) {
            text.next();
        } else {
            members();
        }
        String end = text.rest();
        boolean lines = empty || isLine(lead);
        return new FileLayout(
                empty ? FileLayout.USUAL.indent() : lines ? afterLine(lead) : null,
                empty || !lines ? FileLayout.USUAL.newline() : newline(lead),
                colon == null ? FileLayout.USUAL.colon() : colon,
                space == null ? (lines ? FileLayout.USUAL.space() : "") : space,
                Boolean.TRUE.equals(inlineArrays),
                escapes && !plain,
                start,
                end);
    }

    /** What is before the first key was read. */
    private void members() {
        while (true) {
            scalar();
            String before = text.whitespace() + text.next() + text.whitespace();
            if (colon == null) {
                colon = before;
            }
            value();
            text.whitespace();
            if (text.next() == '}') {
                return;
            }
            comma();
        }
    }

    private void elements() {
        String lead = text.whitespace();
        boolean scalars = true;
        while (true) {
            scalars &= text.peek() != '{' && text.peek() != '[';
            value();
            text.whitespace();
            if (text.next() == ']') {
                break;
            }
            comma();
        }
        if (scalars && inlineArrays == null) {
            inlineArrays = !isLine(lead);
        }
    }

    private void comma() {
        String after = text.whitespace();
        if (space == null && !isLine(after)) {
            space = after;
        }
    }

    private void value() {
        char first = text.peek();
        if (first != '{' && first != '[') {
            scalar();
            return;
        }
        text.next();
        text.mark();
        text.whitespace();
        if (text.peek() == '}' || text.peek() == ']') {
            text.next();
        } else if (first == '{') {
            members();
        } else {
            text.reset();
            elements();
        }
    }

    private void scalar() {
        String raw = text.scalar();
        if (raw.charAt(0) == '"') {
            plain = plain || raw.chars().anyMatch(unit -> unit > 0x7f);
            escapes = escapes || escapesBeyondAscii(raw);
        }
    }

    private static boolean escapesBeyondAscii(String raw) {
        for (int at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', at + 2)) {
            if (raw.charAt(at + 1) == 'u' && Integer.parseInt(raw.substring(at + 2, at + 6), 16) > 0x7f) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLine(String whitespace) {
        return whitespace.indexOf('\n') >= 0 || whitespace.indexOf('\r') >= 0;
    }

    private static String afterLine(String whitespace) {
        return whitespace.substring(Math.max(whitespace.lastIndexOf('\n'), whitespace.lastIndexOf('\r')) + 1);
    }

    private static String newline(String whitespace) {
        int line = whitespace.indexOf('\n');
        return line < 0 ? "\r" : line > 0 && whitespace.charAt(line - 1) == '\r' ? "\r\n" : "\n";
    }
}
