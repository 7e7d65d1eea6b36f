package dev.rollback.engine.board;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small documents out of few ids and titles, so that they meet often. */
record RandomDocuments(Random random) {
    String next() {
        ObjectNode root;
        if (random.nextBoolean()) {
            root = tag();
        } else {
            Map<String, Json> members = new LinkedHashMap<>();
            for (String tag : List.of("master", "b", "c/d")) {
                if (random.nextInt(3) > 0) {
                    members.put(tag, Json.of(tag()));
                }
            }
            odd(members, "x", "y");
            root = shuffled(members);
        }
        return root.toString();
    }

    private ObjectNode tag() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("tasks", Json.of(tasks(0)));
        odd(members, "meta", "x");
        return shuffled(members);
    }

    private ArrayNode tasks(int depth) {
        ArrayNode tasks = JsonCodec.mapper().createArrayNode();
        for (int i = random.nextInt(5 - depth); i > 0; i--) {
            tasks.add(task(depth));
        }
        return tasks;
    }

    private ObjectNode task(int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("id", token());
        some(members, "title", "\"a\"", "\"b\"", "\"c\"", "\"\"", "\"\u00fc/\u4e2d \\\"\\n\"", "5", "null");
        some(members, "status", "\"pending\"", "\"done\"", "\"review\"", "\"blocked\"", "null", "3");
        some(
                members,
                "dependencies",
                "null",
                "[null]",
                "[]",
                Json.of(List.of(token(), token())).text());
        if (depth < 2 && random.nextInt(3) == 0) {
            members.put("subtasks", Json.of(tasks(depth + 1)));
        } else {
            some(members, "subtasks", "null", "[]", "{}");
        }
        odd(members, "details", "x");
        return shuffled(members);
    }

    private Json token() {
        String[] tokens = {"1", "2", "3", "\"1\"", "\"2\"", "\"1.2\"", "\"1.1.1\"", "\"a/b\"", "\"b/1\"", "\"x\"", "1.0"
        };
        return Json.parse(tokens[random.nextInt(tokens.length)]);
    }

    private void odd(Map<String, Json> members, String... keys) {
        for (String key : keys) {
            some(
                    members,
                    key,
                    "1",
                    "1.0",
                    "null",
                    "\"x\"",
                    "[1,{\"a\":1,\"b\":2}]",
                    "{\"a\":1,\"b\":2}",
                    "{\"b\":2,\"a\":1}");
        }
    }

    private void some(Map<String, Json> members, String key, String... values) {
        if (random.nextInt(3) > 0) {
            members.put(key, Json.parse(values[random.nextInt(values.length)]));
        }
    }

    private ObjectNode shuffled(Map<String, Json> members) {
        List<String> keys = new ArrayList<>(members.keySet());
        Collections.shuffle(keys, random);
        ObjectNode node = JsonCodec.mapper().createObjectNode();
        keys.forEach(key -> node.set(key, members.getOrDefault(key, Json.NULL).node()));
        return node;
    }
}
