package dev.rollback.api.json;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Patch (RFC 6902): operations that turn one document into another. Immutable and thread-safe; two patches are
 * equal when their operations are.
 *
 * <p>As the RFC demands, {@code test} compares numbers by their numeric value: it finds 1 in 1.0. Everywhere else in the
 * product these are two values.
 */
@JsonDeserialize(using = PatchReading.InRecord.class)
public record JsonPatch(List<Operation> operations) {
    public JsonPatch {
        operations = List.copyOf(operations);
    }

    /** What an operation does; {@link #text()} is its name in JSON. */
    public enum Kind {
        ADD,
        REMOVE,
        REPLACE,
        MOVE,
        COPY,
        TEST;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean hasFrom() {
            return this == MOVE || this == COPY;
        }

        boolean hasValue() {
            return this == ADD || this == REPLACE || this == TEST;
        }
    }

    /**
     * One step of a patch.
     *
     * @param from present exactly with {@code move} and {@code copy}
     * @param value present exactly with {@code add}, {@code replace} and {@code test}; {@link Json#NULL} for a JSON null
     */
    public record Operation(
            Kind kind,
            JsonPointer path,
            @Nullable JsonPointer from,
            @Nullable Json value) {
        public Operation {
            if (kind.hasFrom() != (from != null) || kind.hasValue() != (value != null)) {
                throw new IllegalArgumentException("wrong members for " + kind.text());
            }
        }

        public static Operation add(JsonPointer path, Json value) {
            return new Operation(Kind.ADD, path, null, value);
        }

        public static Operation remove(JsonPointer path) {
            return new Operation(Kind.REMOVE, path, null, null);
        }

        public static Operation replace(JsonPointer path, Json value) {
            return new Operation(Kind.REPLACE, path, null, value);
        }
    }

    /** Refuses what is no patch, naming the operation's index; members the RFC does not know are ignored, as it asks. */
    public static JsonPatch parse(Json json) {
        return PatchReading.read(json);
    }

    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /**
     * The document after all operations. The given one stays as it is; what no operation touched is shared.
     *
     * @throws PatchFailedException if an operation does not fit, a {@code test} is not met, or the result would exceed
     *     {@link JsonLimits}; then nothing was applied
     */
    public Json apply(Json document) {
        return apply(document, JsonLimits.DEFAULT);
    }

    /**
     * The same within limits of one's own.
     *
     * @param limits the result's depth, and its size if anything is moved or copied, which alone can make it explode
     */
    public Json apply(Json document, JsonLimits limits) {
        return new PatchRun(document.node(), operations, limits).run();
    }

    /** The patch as RFC 6902 writes it. */
    @JsonValue
    public Json json() {
        ArrayNode steps = JsonCodec.mapper().createArrayNode();
        for (Operation operation : operations) {
            ObjectNode step = steps.addObject();
            step.put("op", operation.kind().text());
            if (operation.from() != null) {
                step.put("from", operation.from().toString());
            }
            step.put("path", operation.path().toString());
            if (operation.value() != null) {
                step.set("value", operation.value().node());
            }
        }
        return new Json(steps);
    }

    @Override
    public String toString() {
        return json().text();
    }
}
