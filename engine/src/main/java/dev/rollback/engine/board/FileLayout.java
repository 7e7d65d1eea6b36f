package dev.rollback.engine.board;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a document is laid out where nothing else is recorded. {@link TextTemplate} records what differs from it.
 *
 * @param indent what one level is indented by; null where everything is on one line
 * @param newline the line's end
 * @param colon between a key and its value
 * @param space after a comma on a line
 * @param inlineArrays whether an array of scalars is on one line
 * @param ascii whether what is not ASCII is escaped
 * @param start what is before the document, such as a byte order mark
 * @param end what is after it, such as a final newline
 */
record FileLayout(
        @Nullable String indent,
        String newline,
        String colon,
        String space,
        boolean inlineArrays,
        boolean ascii,
        String start,
        String end) {
    /** As {@link Json#pretty()} does it, and Task Master. */
    static final FileLayout USUAL = new FileLayout("  ", "\n", ": ", " ", false, false, "", "");

    /** The layout of a JSON object's text. */
    static FileLayout of(String text) {
        return new LayoutInference(text).layout();
    }

    static FileLayout of(Json layout) {
        return new FileLayout(
                layout.get("indent").map(Json::asText).orElse(null),
                text(layout, "newline", USUAL.newline),
                text(layout, "colon", USUAL.colon),
                text(layout, "space", USUAL.space),
                layout.get("inlineArrays").isPresent(),
                layout.get("ascii").isPresent(),
                text(layout, "start", ""),
                text(layout, "end", ""));
    }

    private static String text(Json layout, String name, String standard) {
        return layout.get(name).map(Json::asText).orElse(standard);
    }

    /** Whether it differs only in what is before and after the document. */
    boolean sameInside(FileLayout other) {
        return with(other.start, other.end).equals(other);
    }

    FileLayout with(String newStart, String newEnd) {
        return new FileLayout(indent, newline, colon, space, inlineArrays, ascii, newStart, newEnd);
    }

    /** The line's end and the indentation of a level, where it is laid out over lines. */
    String line(int depth) {
        return newline + Objects.requireNonNull(indent).repeat(depth);
    }

    /** What is usual is left out. */
    ObjectNode json() {
        ObjectNode node = JsonCodec.mapper().createObjectNode();
        if (indent != null) {
            node.put("indent", indent);
        }
        put(node, "newline", newline, USUAL.newline);
        put(node, "colon", colon, USUAL.colon);
        put(node, "space", space, USUAL.space);
        if (inlineArrays) {
            node.put("inlineArrays", true);
        }
        if (ascii) {
            node.put("ascii", true);
        }
        put(node, "start", start, "");
        put(node, "end", end, "");
        return node;
    }

    private static void put(ObjectNode node, String name, String value, String usual) {
        if (!value.equals(usual)) {
            node.put(name, value);
        }
    }
}
