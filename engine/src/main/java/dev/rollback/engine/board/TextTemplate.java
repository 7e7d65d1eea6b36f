package dev.rollback.engine.board;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a value's text its layout does not say. As text: {@code *} is a value and {@code ~} white space, or a colon with
 * that around it, which the layout says; all else is as in the file. An object's keys are all there, in their order.
 */
sealed interface TextTemplate {
    char VALUE = '*';
    char SPACE = '~';

    TextTemplate BY_LAYOUT = new ByLayout();

    /** All of it is as the layout says. */
    record ByLayout() implements TextTemplate {}

    record Scalar(String raw) implements TextTemplate {}

    /**
     * An object or an array.
     *
     * @param inside what is in it where there is no part
     */
    record Container(boolean object, List<Part> parts, String inside) implements TextTemplate {
        public Container {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A member or an element. What is null is as the layout says.
     *
     * @param lead before it
     * @param key as it is spelled; empty of an element
     * @param colon between key and value
     * @param end after it
     */
    record Part(
            @Nullable String lead,
            String key,
            @Nullable String colon,
            TextTemplate value,
            @Nullable String end) {
        boolean isByLayout() {
            return lead == null && colon == null && end == null && value == BY_LAYOUT;
        }
    }

    static TextTemplate parse(@Nullable String template) {
        return template == null ? BY_LAYOUT : value(new JsonText(template));
    }

    private static TextTemplate value(JsonText text) {
        char first = text.peek();
        if (first == VALUE) {
            text.next();
            return BY_LAYOUT;
        } else if (first != '{' && first != '[') {
            return new Scalar(text.scalar());
        }
        text.next();
        boolean object = first == '{';
        List<Part> parts = new ArrayList<>();
        String lead = space(text);
        if (text.peek() == '}' || text.peek() == ']') {
            text.next();
            return new Container(object, parts, lead == null ? "" : lead);
        }
        while (true) {
            String key = object ? text.scalar() : "";
            String colon = object ? colon(text) : null;
            TextTemplate value = value(text);
            String end = space(text);
            parts.add(new Part(lead, key, colon, value, end));
            if (text.next() != ',') {
                return new Container(object, parts, "");
            }
            lead = space(text);
        }
    }

    private static @Nullable String space(JsonText text) {
        if (text.peek() == SPACE) {
            text.next();
            return null;
        }
        return text.whitespace();
    }

    private static @Nullable String colon(JsonText text) {
        String before = space(text);
        return before == null ? null : before + text.next() + text.whitespace();
    }

    /** Null where all of it is as the layout says. */
    static @Nullable String text(TextTemplate template) {
        if (template == BY_LAYOUT) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        append(text, template);
        return text.toString();
    }

    private static void append(StringBuilder text, TextTemplate template) {
        if (template instanceof Scalar scalar) {
            text.append(scalar.raw());
        } else if (template instanceof Container container) {
            text.append(container.object() ? '{' : '[').append(container.inside());
            String comma = "";
            for (Part part : container.parts()) {
                text.append(comma);
                append(text, part.lead());
                text.append(part.key());
                if (container.object()) {
                    append(text, part.colon());
                }
                append(text, part.value());
                append(text, part.end());
                comma = ",";
            }
            text.append(container.object() ? '}' : ']');
        } else {
            text.append(VALUE);
        }
    }

    private static void append(StringBuilder text, @Nullable String space) {
        if (space == null) {
            text.append(SPACE);
        } else {
            text.append(space);
        }
    }
}
