package dev.rollback.engine.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.json.Json;
import java.util.Iterator;
import java.util.Map;

/** The way to the value that lies deepest, as far as a person wants to read it. */
final class Deepest {
    private static final int SHOWN = 200;

    private Deepest() {}

    static String in(Json content) {
        StringBuilder path = new StringBuilder();
        JsonNode node = content.node();
        while (node.size() > 0 && path.length() < SHOWN) {
            node = step(node, path);
        }
        return path.length() < SHOWN ? path.toString() : path.substring(0, SHOWN) + "…";
    }

    private static JsonNode step(JsonNode node, StringBuilder path) {
        JsonNode deepest = node;
        int most = -1;
        String name = "";
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                int depth = depth(member.getValue());
                if (depth > most) {
                    most = depth;
                    deepest = member.getValue();
                    name = member.getKey().replace("~", "~0").replace("/", "~1");
                }
            }
        } else {
            Iterator<JsonNode> elements = node.elements();
            for (int i = 0; elements.hasNext(); i++) {
                JsonNode element = elements.next();
                int depth = depth(element);
                if (depth > most) {
                    most = depth;
                    deepest = element;
                    name = String.valueOf(i);
                }
            }
        }
        path.append('/').append(name);
        return deepest;
    }

    private static int depth(JsonNode node) {
        int below = 0;
        for (JsonNode child : node) {
            below = Math.max(below, depth(child));
        }
        return node.isContainerNode() ? below + 1 : 0;
    }
}
