package dev.rollback.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON Merge Patch (RFC 7386): members are set one by one, null removes, anything but an object replaces. */
public final class JsonMergePatch {
    private JsonMergePatch() {}

    /** The target after the patch; the target itself stays as it is, and what the patch does not touch is shared. */
    public static Json apply(Json target, Json patch) {
        return new Json(merge(target.node(), patch.node()));
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged = JsonCodec.mapper().createObjectNode();
        if (target instanceof ObjectNode object) {
            merged.setAll(object);
        }
        patch.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                merged.remove(member.getKey());
            } else {
                merged.set(member.getKey(), merge(merged.path(member.getKey()), member.getValue()));
            }
        });
        return merged;
    }
}
