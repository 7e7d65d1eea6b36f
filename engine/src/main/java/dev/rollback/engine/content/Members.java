package dev.rollback.engine.content;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members of JSON objects as maps in their order, and back. */
public final class Members {
    private Members() {}

    /** Empty for what is no object. */
    public static Map<String, Json> of(@Nullable Json object) {
        Map<String, Json> members = new LinkedHashMap<>();
        if (object != null && object.isObject()) {
            object.node()
                    .fieldNames()
                    .forEachRemaining(name -> object.get(name).ifPresent(value -> members.put(name, value)));
        }
        return members;
    }

    public static ObjectNode node(Map<String, Json> members) {
        ObjectNode node = JsonCodec.mapper().createObjectNode();
        members.forEach((name, value) -> node.set(name, value.node()));
        return node;
    }

    public static Json json(Map<String, Json> members) {
        return members.isEmpty() ? Json.EMPTY_OBJECT : Json.of(node(members));
    }

    public static List<String> texts(@Nullable Json array) {
        List<String> texts = new ArrayList<>();
        if (array != null) {
            array.node().forEach(text -> texts.add(text.textValue()));
        }
        return texts;
    }
}
