package dev.rollback.engine.board;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.engine.board.TextTemplate.Container;
import dev.rollback.engine.board.TextTemplate.Part;
import dev.rollback.engine.board.TextTemplate.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document in a layout and by templates: as it was where it says what it said, and in the manner of what is around
 * it where it says something else.
 */
final class TextWriting {
    private final FileLayout layout;
    private final IdentityHashMap<JsonNode, String> templates;
    private final StringBuilder out = new StringBuilder();

    /** @param templates of nodes that have their own, by identity */
    private TextWriting(FileLayout layout, IdentityHashMap<JsonNode, String> templates) {
        this.layout = layout;
        this.templates = templates;
    }

    static String write(JsonNode document, FileLayout layout, IdentityHashMap<JsonNode, String> templates) {
        TextWriting writing = new TextWriting(layout, templates);
        writing.out.append(layout.start());
        writing.value(document, TextTemplate.BY_LAYOUT, 0);
        return writing.out.append(layout.end()).toString();
    }

    /** A part of the template, where there is one, for a part of the value. */
    private record Pair(int index, String key, JsonNode value) {}

    private void value(JsonNode value, TextTemplate inherited, int depth) {
        TextTemplate template =
                inherited == TextTemplate.BY_LAYOUT ? TextTemplate.parse(templates.get(value)) : inherited;
        if (!value.isContainerNode()) {
            boolean asItWas = template instanceof Scalar scalar && Spelling.isOf(value, scalar.raw());
            out.append(asItWas ? ((Scalar) template).raw() : Spelling.usual(value, layout.ascii()));
            return;
        }
        Container container = template instanceof Container known && known.object() == value.isObject()
                ? known
                : new Container(value.isObject(), List.of(), "");
        List<Pair> pairs = value.isObject() ? members(value, container) : elements(value, container);
        out.append(value.isObject() ? '{' : '[');
        if (pairs.isEmpty()) {
            out.append(container.parts().isEmpty() ? container.inside() : "");
        } else {
            parts(value, container, pairs, depth);
        }
        out.append(value.isObject() ? '}' : ']');
    }

    private void parts(JsonNode value, Container container, List<Pair> pairs, int depth) {
        boolean scalars = pairs.stream().noneMatch(pair -> pair.value().isContainerNode());
        Spacing spacing = Spacing.of(layout, value.isObject(), scalars, depth);
        Neighbours neighbours = new Neighbours(container.parts());
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            Part part = pair.index() < 0 ? null : container.parts().get(pair.index());
            out.append(i == 0 ? "" : ",");
            out.append(Objects.requireNonNullElse(neighbours.lead(pair.index(), i), spacing.lead(i)));
            if (value.isObject()) {
                out.append(part == null ? Spelling.usual(pair.key(), layout.ascii()) : part.key());
                out.append(Objects.requireNonNullElse(neighbours.colon(pair.index()), spacing.colon()));
            }
            value(pair.value(), part == null ? TextTemplate.BY_LAYOUT : part.value(), depth + 1);
            boolean last = i == pairs.size() - 1;
            out.append(Objects.requireNonNullElse(neighbours.end(pair.index(), last), spacing.end(i, pairs.size())));
        }
    }

    private static List<Pair> members(JsonNode object, Container container) {
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < container.parts().size(); i++) {
            known.put(Spelling.key(container.parts().get(i).key()), i);
        }
        List<Pair> pairs = new ArrayList<>(object.size());
        object.properties()
                .forEach(member -> pairs.add(
                        new Pair(known.getOrDefault(member.getKey(), -1), member.getKey(), member.getValue())));
        return pairs;
    }

    /** From both ends as far as they fit; what is between is matched in order. */
    private static List<Pair> elements(JsonNode array, Container container) {
        List<Part> parts = container.parts();
        int common = Math.min(parts.size(), array.size());
        int front = 0;
        while (front < common && fits(parts.get(front).value(), array.get(front))) {
            front++;
        }
        int back = 0;
        while (back < common - front
                && fits(parts.get(parts.size() - 1 - back).value(), array.get(array.size() - 1 - back))) {
            back++;
        }
        List<Pair> pairs = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            int index = i < common - back ? i : -1;
            pairs.add(new Pair(i >= array.size() - back ? parts.size() - (array.size() - i) : index, "", array.get(i)));
        }
        return pairs;
    }

    private static boolean fits(TextTemplate template, JsonNode value) {
        if (template instanceof Scalar scalar) {
            return !value.isContainerNode() && Spelling.isOf(value, scalar.raw());
        }
        return !(template instanceof Container container) || fits(container, value);
    }

    private static boolean fits(Container container, JsonNode value) {
        if (container.object() != value.isObject()
                || !value.isContainerNode()
                || container.parts().size() != value.size()) {
            return false;
        }
        for (int i = 0; i < container.parts().size(); i++) {
            Part part = container.parts().get(i);
            JsonNode at = container.object() ? value.get(Spelling.key(part.key())) : value.get(i);
            if (at == null || !fits(part.value(), at)) {
                return false;
            }
        }
        return true;
    }

    /** The white space of parts that were there, also for those that are new or have moved. Null is the layout's. */
    private record Neighbours(List<Part> parts) {
        @Nullable
        String lead(int index, int at) {
            if (parts.isEmpty()) {
                return null;
            } else if (at == 0) {
                return parts.get(0).lead();
            } else if (index > 0) {
                return parts.get(index).lead();
            } else if (parts.size() > 1) {
                return parts.get(1).lead();
            }
            String only = parts.get(0).lead();
            return only == null || only.indexOf('\n') >= 0 || only.indexOf('\r') >= 0 ? only : " ";
        }

        @Nullable
        String colon(int index) {
            return parts.isEmpty() ? null : parts.get(Math.max(index, 0)).colon();
        }

        @Nullable
        String end(int index, boolean last) {
            if (parts.isEmpty()) {
                return null;
            } else if (last) {
                return parts.get(parts.size() - 1).end();
            } else if (index >= 0 && index < parts.size() - 1) {
                return parts.get(index).end();
            }
            return parts.size() > 1 ? parts.get(0).end() : "";
        }
    }
}
