package dev.rollback.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a patch and refuses what RFC 6902 calls malformed, before anything is applied. */
final class PatchReading {
    private static final Pattern WRONG_ESCAPE = Pattern.compile("~(?![01])");

    private final int index;
    private final JsonNode step;

    private PatchReading(int index, JsonNode step) {
        this.index = index;
        this.step = step;
    }

    static JsonPatch read(Json json) {
        if (!json.isArray()) {
            throw new InvalidJsonException(0, 0, "", "a JSON patch is an array of operations");
        }
        List<JsonPatch.Operation> operations = new ArrayList<>(json.size());
        for (JsonNode step : json.node()) {
            operations.add(new PatchReading(operations.size(), step).operation());
        }
        return new JsonPatch(operations);
    }

    private JsonPatch.Operation operation() {
        if (!step.isObject()) {
            throw refusal("", "is not an object");
        }
        JsonPatch.Kind kind = kind();
        JsonPointer path = pointer("path");
        return new JsonPatch.Operation(kind, path, kind.hasFrom() ? pointer("from") : null, value(kind));
    }

    private JsonPatch.Kind kind() {
        String name = string("op");
        Optional<JsonPatch.Kind> known = Arrays.stream(JsonPatch.Kind.values())
                .filter(kind -> kind.text().equals(name))
                .findFirst();
        return known.orElseThrow(
                () -> refusal("/op", "is none of add, remove, replace, move, copy and test, but \"" + name + "\""));
    }

    private JsonPointer pointer(String member) {
        String text = string(member);
        boolean valid = text.isEmpty()
                || (text.startsWith("/") && !WRONG_ESCAPE.matcher(text).find());
        if (!valid) {
            throw refusal("/" + member, "has no JSON pointer (RFC 6901) as " + member);
        }
        if (text.chars().filter(c -> c == '/').count() > JsonLimits.STORED.maxDepth()) {
            throw refusal("/" + member, "points deeper than " + JsonLimits.STORED.maxDepth() + " levels");
        }
        return JsonPointer.compile(text);
    }

    private String string(String member) {
        JsonNode text = step.path(member);
        if (!text.isTextual()) {
            throw refusal("", "needs a string as \"" + member + "\"");
        }
        return text.textValue();
    }

    private @Nullable Json value(JsonPatch.Kind kind) {
        if (!kind.hasValue()) {
            return null;
        }
        JsonNode value = step.get("value");
        if (value == null) {
            throw refusal("", "needs a \"value\"");
        }
        return new Json(value);
    }

    private InvalidJsonException refusal(String member, String problem) {
        return new InvalidJsonException(0, 0, "/" + index + member, "operation " + index + " " + problem);
    }

    /** A patch inside a stored record: its values may be as deep as any document, the array and objects around not counted. */
    static final class InRecord extends StdDeserializer<JsonPatch> {
        private static final int LEVELS_AROUND_VALUE = 2;

        InRecord() {
            super(JsonPatch.class);
        }

        @Override
        public JsonPatch deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            StrictParser strict = new StrictParser(parser, JsonLimits.STORED, LEVELS_AROUND_VALUE);
            return read(new Json(context.readTree(strict)));
        }
    }
}
