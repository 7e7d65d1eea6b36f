package dev.rollback.engine.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.json.Json;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives equal array elements equal numbers, so that aligning arrays compares ints. */
final class ElementNumbers {
    private final Map<Element, Integer> numbers = new HashMap<>();
    private final IdentityHashMap<JsonNode, Integer> hashes = new IdentityHashMap<>();

    private record Element(int hash, Json value) {
        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Element element && hash == element.hash && value.equals(element.value);
        }
    }

    int[] byContent(List<Json> elements) {
        return elements.stream().mapToInt(this::number).toArray();
    }

    /** Objects by their id; whatever has none is like nothing else. */
    int[] byId(List<Json> elements) {
        return elements.stream()
                .mapToInt(element -> element.get("id").map(this::number).orElse(Alignment.MATCHES_NOTHING))
                .toArray();
    }

    private int number(Json value) {
        return numbers.computeIfAbsent(new Element(hash(value.node()), value), element -> numbers.size());
    }

    /** Remembered for containers: the hash of a nested array is asked for once for every array around it. */
    private int hash(JsonNode node) {
        if (!node.isContainerNode()) {
            return node.hashCode();
        }
        Integer known = hashes.get(node);
        if (known == null) {
            known = node.isObject() ? 1 : 2;
            if (node.isObject()) {
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    known += member.getKey().hashCode() * 31 ^ hash(member.getValue()) * 17;
                }
            } else {
                for (JsonNode element : node) {
                    known = known * 31 + hash(element);
                }
            }
            hashes.put(node, known);
        }
        return known;
    }
}
