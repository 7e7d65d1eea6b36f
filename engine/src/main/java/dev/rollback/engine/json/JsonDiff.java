package dev.rollback.engine.json;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonPatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The difference between two documents as a patch of {@code add}, {@code remove} and {@code replace}. Applied to the
 * first it gives exactly the second, scales of numbers included; a changed order of keys is no difference. Elements of an
 * array are matched when they are equal, or else when they are objects with the same {@code id}. Takes time nearly
 * linear in the size of the documents.
 */
public final class JsonDiff {
    private final List<JsonPatch.Operation> operations = new ArrayList<>();
    private final Deque<Pair> pending = new ArrayDeque<>();
    private final ElementNumbers numbers = new ElementNumbers();

    private record Pair(JsonPointer path, Json from, Json to) {}

    private JsonDiff() {}

    public static JsonPatch between(Json from, Json to) {
        JsonDiff diff = new JsonDiff();
        diff.values(JsonPointer.empty(), from, to);
        diff.drain();
        return new JsonPatch(diff.operations);
    }

    /** Containers wait until the one around them is done: their index is the final one then, and the stack stays flat. */
    private void values(JsonPointer path, Json from, Json to) {
        if ((from.isObject() && to.isObject()) || (from.isArray() && to.isArray())) {
            pending.add(new Pair(path, from, to));
        } else if (!from.equals(to)) {
            operations.add(JsonPatch.Operation.replace(path, to));
        }
    }

    private void drain() {
        for (Pair pair = pending.poll(); pair != null; pair = pending.poll()) {
            if (pair.from.isObject()) {
                objects(pair.path, pair.from, pair.to);
            } else {
                arrays(pair.path, elements(pair.from), elements(pair.to));
            }
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
        int[] equal = Alignment.of(numbers.byContent(from), numbers.byContent(to));
        walk(equal, from, to, 0, (i, j) -> {}, (before, after, start) -> unequal(path, before, after, start));
    }

    private void unequal(JsonPointer path, List<Json> from, List<Json> to, int start) {
        int[] sameId = Alignment.of(numbers.byId(from), numbers.byId(to));
        walk(
                sameId,
                from,
                to,
                start,
                (i, j) -> values(path.appendIndex(start + j), from.get(i), to.get(j)),
                (before, after, at) -> strangers(path, before, after, at));
    }

    /** What has no counterpart: objects without id are compared by place, the rest is replaced, removed and added. */
    private void strangers(JsonPointer path, List<Json> from, List<Json> to, int start) {
        for (int i = 0; i < Math.max(from.size(), to.size()); i++) {
            JsonPointer place = path.appendIndex(start + Math.min(i, to.size()));
            if (i >= to.size()) {
                operations.add(JsonPatch.Operation.remove(place));
            } else if (i >= from.size()) {
                operations.add(JsonPatch.Operation.add(place, to.get(i)));
            } else if (from.get(i).get("id").equals(to.get(i).get("id"))) {
                values(place, from.get(i), to.get(i));
            } else {
                operations.add(JsonPatch.Operation.replace(place, to.get(i)));
            }
        }
    }

    private interface Gap {
        void between(List<Json> from, List<Json> to, int start);
    }

    private interface Match {
        void of(int from, int to);
    }

    /** Visits gaps and matches from left to right, so that all before the current index already is as it will be. */
    private static void walk(int[] matches, List<Json> from, List<Json> to, int start, Match match, Gap gap) {
        int i = 0;
        int j = 0;
        for (int next = 0; next < matches.length; next++) {
            if (matches[next] >= 0) {
                gap.between(from.subList(i, next), to.subList(j, matches[next]), start + j);
                match.of(next, matches[next]);
                i = next + 1;
                j = matches[next] + 1;
            }
        }
        gap.between(from.subList(i, from.size()), to.subList(j, to.size()), start + j);
    }

    private static List<Json> elements(Json array) {
        return IntStream.range(0, array.size())
                .mapToObj(index -> array.get(index).orElseThrow())
                .toList();
    }
}
