package dev.rollback.engine.content;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentName;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.api.json.JsonPatch;
import dev.rollback.api.json.JsonPatch.Operation;
import dev.rollback.engine.json.JsonDiff;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes after which a document can be written exactly again: the order of keys counts in what a file's members hold,
 * which lies two levels down in a task's state and in a board.
 */
public final class ExactChanges {
    private static final int LEVELS_WITHOUT_ORDER = 2;

    private ExactChanges() {}

    public static boolean same(@Nullable Json one, @Nullable Json other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.equals(other)
                && sorted(one.node(), LEVELS_WITHOUT_ORDER)
                        .toString()
                        .equals(sorted(other.node(), LEVELS_WITHOUT_ORDER).toString());
    }

    /** The smaller of a patch and the new content; nothing where they are the same. */
    public static Optional<ComponentChange> of(ComponentName name, @Nullable Json before, @Nullable Json after) {
        if (same(before, after)) {
            return Optional.empty();
        } else if (after == null) {
            return Optional.of(ComponentChange.absent(name));
        } else if (before == null) {
            return Optional.of(ComponentChange.value(name, after));
        }
        List<Operation> operations = new ArrayList<>();
        difference(JsonPointer.empty(), before, after, operations);
        return Optional.of(smaller(name, operations, after));
    }

    /** The same for BASE, task by task. */
    public static Optional<ComponentChange> ofBase(ComponentName name, @Nullable Json before, @Nullable Json after) {
        if (before == null || after == null) {
            return of(name, before, after);
        }
        List<Operation> operations = new ArrayList<>();
        members(JsonPointer.empty(), before, after, Set.of("board"), operations);
        Json tasksBefore = before.get("tasks").orElse(Json.EMPTY_OBJECT);
        Json tasksAfter = after.get("tasks").orElse(Json.EMPTY_OBJECT);
        Set<String> ids = new LinkedHashSet<>(Members.of(tasksBefore).keySet());
        ids.addAll(Members.of(tasksAfter).keySet());
        members(JsonPointer.empty().appendProperty("tasks"), tasksBefore, tasksAfter, ids, operations);
        return operations.isEmpty() ? Optional.empty() : Optional.of(smaller(name, operations, after));
    }

    private static void members(
            JsonPointer at, Json before, Json after, Set<String> names, List<Operation> operations) {
        Map<String, Json> old = Members.of(before);
        Map<String, Json> now = Members.of(after);
        for (String name : names) {
            JsonPointer place = at.appendProperty(name);
            Json from = old.get(name);
            Json to = now.get(name);
            if (from == null && to != null) {
                operations.add(Operation.add(place, to));
            } else if (from != null && to == null) {
                operations.add(Operation.remove(place));
            } else if (from != null && to != null && !same(from, to)) {
                difference(place, from, to, operations);
            }
        }
    }

    private static void difference(JsonPointer at, Json before, Json after, List<Operation> operations) {
        JsonPatch patch = JsonDiff.between(before, after);
        if (same(patch.apply(before), after)) {
            patch.operations()
                    .forEach(step ->
                            operations.add(new Operation(step.kind(), at.append(step.path()), null, step.value())));
        } else {
            operations.add(Operation.replace(at, after));
        }
    }

    private static ComponentChange smaller(ComponentName name, List<Operation> operations, Json after) {
        return Changes.smaller(
                ComponentChange.patch(name, new JsonPatch(operations)), ComponentChange.value(name, after));
    }

    private static JsonNode sorted(JsonNode node, int levels) {
        if (levels == 0 || !node.isObject()) {
            return node;
        }
        Map<String, JsonNode> members = new TreeMap<>();
        node.fieldNames().forEachRemaining(name -> members.put(name, sorted(node.path(name), levels - 1)));
        ObjectNode sorted = JsonCodec.mapper().createObjectNode();
        members.forEach(sorted::set);
        return sorted;
    }
}
