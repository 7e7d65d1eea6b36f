package dev.rollback.engine.json;

import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Small random values, and values changed a little, from one seed. */
final class RandomJson {
    private static final String[] NAMES = {"id", "a", "b", "", "/", "~", "\u00e9", "\uD83D\uDE00", "0", "-", "~1"};
    private static final String[] NUMBERS = {"0", "1", "1.0", "1.00", "1e2", "-7", "12345678901234567890", "0.1"};

    private final Random random;
    private final boolean plain;

    /** @param plain whole numbers only, and no key "~1" */
    RandomJson(long seed, boolean plain) {
        this.random = new Random(seed);
        this.plain = plain;
    }

    Json document() {
        return Json.of(value(4));
    }

    /** The same value with some parts changed, taken out, put in or moved. */
    Json changed(Json json) {
        return Json.of(change(json, 4));
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 4)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> name();
            case 3 -> plain ? random.nextInt(5) : Json.parse(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 4, 5 -> object(depth);
            default -> array(depth);
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            members.put(name(), value(depth - 1));
        }
        return members;
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            elements.add(value(depth - 1));
        }
        return elements;
    }

    private @Nullable Object change(Json json, int depth) {
        if (random.nextInt(8) == 0) {
            return value(depth);
        }
        if (json.isObject()) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            json.node().fieldNames().forEachRemaining(name -> {
                if (random.nextInt(8) > 0) {
                    members.put(name, change(json.get(name).orElseThrow(), depth - 1));
                }
            });
            if (random.nextInt(4) == 0) {
                members.put(name(), value(depth - 1));
            }
            return members;
        }
        return json.isArray() ? changedArray(json, depth) : json;
    }

    private List<@Nullable Object> changedArray(Json json, int depth) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            Json element = json.get(i).orElseThrow();
            switch (random.nextInt(6)) {
                case 0 -> elements.add(change(element, depth - 1));
                case 1 -> elements.add(random.nextInt(elements.size() + 1), element);
                case 2 -> elements.add(random.nextInt(elements.size() + 1), value(depth - 1));
                default -> elements.add(element);
            }
        }
        return elements;
    }

    private String name() {
        return NAMES[random.nextInt(plain ? NAMES.length - 1 : NAMES.length)];
    }
}
