package dev.rollback.api.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One application of a patch. A container is copied (flatly) before its first change and changed in place afterwards:
 * the given document stays as it is, and many changes of one large array cost one copy.
 */
final class PatchRun {
    private static final Comparator<JsonNode> NUMERICALLY = (left, right) -> sameValue(left, right) ? 0 : 1;

    private final Set<JsonNode> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<JsonPatch.Operation> operations;
    private final JsonLimits limits;
    private JsonNode root;
    private int index;

    PatchRun(JsonNode document, List<JsonPatch.Operation> operations, JsonLimits limits) {
        this.root = document;
        this.operations = operations;
        this.limits = limits;
    }

    Json run() {
        for (index = 0; index < operations.size(); index++) {
            apply(operations.get(index));
        }
        return operations.stream().anyMatch(operation -> operation.kind().hasFrom()) ? readBack() : new Json(root);
    }

    private void apply(JsonPatch.Operation operation) {
        JsonPointer path = operation.path();
        switch (operation.kind()) {
            case ADD -> add(path, shallowEnough(path, value(operation)));
            case REMOVE -> remove(path);
            case REPLACE -> replace(path, shallowEnough(path, value(operation)));
            case MOVE -> move(from(operation), path);
            case COPY -> copy(from(operation), path);
            case TEST -> test(path, value(operation));
        }
    }

    private void add(JsonPointer path, JsonNode value) {
        if (path.matches()) {
            root = value;
            return;
        }
        JsonNode parent = parentToChange(path);
        JsonPointer last = path.last();
        if (parent instanceof ObjectNode object) {
            object.set(last.getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array) {
            array.insert(insertionIndex(path, array), value);
        } else {
            throw failure(path, "its parent is neither an object nor an array");
        }
    }

    private int insertionIndex(JsonPointer path, ArrayNode array) {
        JsonPointer last = path.last();
        int position = last.matchesProperty("-") ? array.size() : last.getMatchingIndex();
        if (position < 0 || position > array.size()) {
            throw failure(path, "no index of an array with " + array.size() + " elements");
        }
        return position;
    }

    private JsonNode remove(JsonPointer path) {
        JsonNode value = existing(path);
        if (path.matches()) {
            throw failure(path, "a document cannot be removed as a whole, only replaced");
        }
        JsonNode parent = parentToChange(path);
        if (parent instanceof ObjectNode object) {
            object.remove(path.last().getMatchingProperty());
        } else if (parent instanceof ArrayNode array) {
            array.remove(path.last().getMatchingIndex());
        }
        return value;
    }

    private void replace(JsonPointer path, JsonNode value) {
        existing(path);
        if (path.matches()) {
            root = value;
        } else {
            put(parentToChange(path), path.last(), value);
        }
    }

    private void move(JsonPointer from, JsonPointer path) {
        if (path.toString().startsWith(from + "/")) {
            throw failure(path, "a value cannot be moved into itself");
        }
        JsonNode value = existing(from);
        if (!from.equals(path)) {
            remove(from);
            add(path, value);
        }
    }

    private void copy(JsonPointer from, JsonPointer path) {
        JsonNode value = existing(from);
        own.clear(); // what was copied now lies in two places
        add(path, value);
    }

    private void test(JsonPointer path, JsonNode expected) {
        if (!expected.equals(NUMERICALLY, existing(path))) {
            throw failure(path, "the value there is not the expected one");
        }
    }

    private JsonNode existing(JsonPointer path) {
        JsonNode value = root.at(path);
        if (value.isMissingNode()) {
            throw failure(path, "there is no such value");
        }
        return value;
    }

    /** The container around {@code path}, it and all above it copied, so that it may be changed. */
    private JsonNode parentToChange(JsonPointer path) {
        existing(path.head());
        root = ownCopy(root);
        JsonNode parent = root;
        for (JsonPointer rest = path; !rest.tail().matches(); rest = rest.tail()) {
            JsonNode child = ownCopy(child(parent, rest));
            put(parent, rest, child);
            parent = child;
        }
        return parent;
    }

    private JsonNode ownCopy(JsonNode node) {
        if (!(node instanceof ContainerNode<?>) || own.contains(node)) {
            return node;
        }
        JsonNode copy = node instanceof ObjectNode object
                ? JsonCodec.mapper().createObjectNode().setAll(object)
                : JsonCodec.mapper().createArrayNode().addAll((ArrayNode) node);
        own.add(copy);
        return copy;
    }

    private static JsonNode child(JsonNode parent, JsonPointer step) {
        return parent.isObject() ? parent.path(step.getMatchingProperty()) : parent.path(step.getMatchingIndex());
    }

    private static void put(JsonNode parent, JsonPointer step, JsonNode value) {
        if (parent instanceof ObjectNode object) {
            object.set(step.getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array) {
            array.set(step.getMatchingIndex(), value);
        }
    }

    private JsonNode shallowEnough(JsonPointer path, JsonNode value) {
        long around = path.toString().chars().filter(c -> c == '/').count();
        if (around + depth(value) > limits.maxDepth()) {
            throw failure(path, "the document would be nested deeper than " + limits.maxDepth() + " levels");
        }
        return value;
    }

    static int depth(JsonNode node) {
        int below = 0;
        for (JsonNode child : node) {
            below = Math.max(below, depth(child));
        }
        return node.isContainerNode() ? below + 1 : 0;
    }

    /** Copies of copies may explode, moves may nest without end: what they made is read like any other document. */
    private Json readBack() {
        index = operations.size() - 1;
        try {
            return Json.parse(JsonWriting.bytes(root, limits.maxBytes()), limits);
        } catch (InvalidJsonException e) {
            throw failure(JsonPointer.empty(), e.problem());
        }
    }

    private PatchFailedException failure(JsonPointer path, String reason) {
        return new PatchFailedException(index, operations.get(index), path.toString(), reason);
    }

    private static JsonNode value(JsonPatch.Operation operation) {
        return Objects.requireNonNull(operation.value()).node();
    }

    private static JsonPointer from(JsonPatch.Operation operation) {
        return Objects.requireNonNull(operation.from());
    }

    private static boolean sameValue(JsonNode left, JsonNode right) {
        return (left.isNumber() && right.isNumber())
                ? left.decimalValue().compareTo(right.decimalValue()) == 0
                : left.equals(right);
    }
}
