package dev.rollback.engine.json;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The difference between two documents as a patch of {@code add}, {@code remove} and {@code replace}. Applied to the
 * first it gives exactly the second, scales of numbers included; a changed order of keys is no difference. Elements of an
 * array are matched when they are equal, or else when they are objects with the same {@code id}. Takes time nearly
 * linear in the size of the documents.
 */
public final class JsonDiff {
    private final List<JsonPatch.Operation> operations = new ArrayList<>();
    private final ElementNumbers numbers = new ElementNumbers();

    private JsonDiff() {}

    public static JsonPatch between(Json from, Json to) {
        JsonDiff diff = new JsonDiff();
        diff.values(JsonPointer.empty(), from, to);
        return new JsonPatch(diff.operations);
    }

    private void values(JsonPointer path, Json from, Json to) {
        if (from.isObject() && to.isObject()) {
            objects(path, from, to);
        } else if (from.isArray() && to.isArray()) {
            arrays(path, elements(from), elements(to));
        } else if (!from.equals(to)) {
            operations.add(JsonPatch.Operation.replace(path, to));
        }
    }

    private void objects(JsonPointer path, Json from, Json to) {
        from.node().fieldNames().forEachRemaining(name -> {
            if (to.get(name).isEmpty()) {
                operations.add(JsonPatch.Operation.remove(path.appendProperty(name)));
            }
        });
        to.node().fieldNames().forEachRemaining(name -> {
            JsonPointer member = path.appendProperty(name);
            Json value = to.get(name).orElseThrow();
            from.get(name)
                    .ifPresentOrElse(
                            old -> values(member, old, value),
                            () -> operations.add(JsonPatch.Operation.add(member, value)));
        });
    }

    private void arrays(JsonPointer path, List<Json> from, List<Json> to) {
        int[] matches = Alignment.of(numbers.byContent(from), numbers.byContent(to));
        int done = 0;
        for (int i = 0, j = 0; i <= from.size(); i++) {
            if (i < from.size() && matches[i] < 0) {
                continue;
            }
            int end = i < from.size() ? matches[i] : to.size();
            gap(path, from.subList(done, i), to.subList(j, end), j);
            done = i + 1;
            j = end + 1;
        }
    }

    /** Elements between two equal ones: those of one id, or of one place, are compared; the rest come or go. */
    private void gap(JsonPointer path, List<Json> from, List<Json> to, int start) {
        int[] matches = from.size() == to.size()
                ? IntStream.range(0, from.size()).toArray()
                : Alignment.of(numbers.byId(from), numbers.byId(to));
        int next = 0;
        for (int i = 0; i < matches.length; i++) {
            if (matches[i] < 0) {
                operations.add(JsonPatch.Operation.remove(path.appendIndex(start + next)));
                continue;
            }
            next = addAll(path, to, next, matches[i], start);
            values(path.appendIndex(start + next), from.get(i), to.get(next));
            next++;
        }
        addAll(path, to, next, to.size(), start);
    }

    private int addAll(JsonPointer path, List<Json> to, int first, int end, int start) {
        for (int j = first; j < end; j++) {
            operations.add(JsonPatch.Operation.add(path.appendIndex(start + j), to.get(j)));
        }
        return Math.max(first, end);
    }

    private static List<Json> elements(Json array) {
        return IntStream.range(0, array.size())
                .mapToObj(index -> Objects.requireNonNull(array.get(index).orElseThrow()))
                .toList();
    }
}
