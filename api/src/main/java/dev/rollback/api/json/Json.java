package dev.rollback.api.json;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, thread-safe JSON value (RFC 8259).
 *
 * <p>Numbers are exact decimals with their scale: 1, 1.0 and 1.00 are three different values. How an exponent is
 * spelled (1e2, 1E+2) and the sign of zero are no part of a value, nor is the order of keys, though it is kept.
 *
 * <p>Refused with {@link InvalidJsonException}, which says where: broken syntax, anything after the document, duplicate
 * keys, NaN and infinities, lone surrogates, invalid UTF-8, and whatever exceeds {@link JsonLimits}.
 */
@JsonDeserialize(using = JsonReading.InRecord.class)
public final class Json {
    public static final Json NULL = new Json(NullNode.getInstance());
    public static final Json EMPTY_OBJECT = new Json(JsonCodec.mapper().createObjectNode());
    public static final Json EMPTY_ARRAY = new Json(JsonCodec.mapper().createArrayNode());

    private static final Comparator<JsonNode> WITH_SCALE = (left, right) -> sameScalar(left, right) ? 0 : 1;

    private final JsonNode node;
    private @Nullable Canonical canonical; // computed when first asked for; a race computes the same twice

    private record Canonical(String sha256, int bytes) {}

    /** Trusts that the node was read by {@link JsonReading} and that nobody will modify it. */
    Json(JsonNode node) {
        this.node = node;
    }

    public static Json parse(String text) {
        return parse(text, JsonLimits.DEFAULT);
    }

    public static Json parse(String text, JsonLimits limits) {
        return new Json(JsonReading.read(text, limits));
    }

    /** Reads UTF-8, with or without a byte order mark. */
    public static Json parse(byte[] utf8) {
        return parse(utf8, JsonLimits.DEFAULT);
    }

    public static Json parse(byte[] utf8, JsonLimits limits) {
        return new Json(JsonReading.read(utf8, limits));
    }

    /**
     * The value as {@link JsonCodec#mapper()} writes it: maps, lists, arrays, scalars, records, beans, Jackson's nodes.
     * A copy, so later changes of the value do not show. Refuses what {@link #parse(String)} refuses, and what cannot be
     * written, such as a cycle; but of any size, and as deep as what the product writes ({@link JsonLimits#STORED}).
     */
    public static Json of(@Nullable Object value) {
        if (value instanceof Json json) {
            return json;
        }
        try {
            return value == null ? NULL : parse(JsonWriting.compact(value), JsonLimits.STORED);
        } catch (JsonProcessingException e) {
            throw new InvalidJsonException(0, 0, "", e.getOriginalMessage());
        } catch (InvalidJsonException e) {
            throw e.withoutPosition();
        }
    }

    /** The tree inside, shared for speed: it must not be modified. */
    @JsonValue
    public JsonNode node() {
        return node;
    }

    public boolean isObject() {
        return node.isObject();
    }

    public boolean isArray() {
        return node.isArray();
    }

    public boolean isString() {
        return node.isTextual();
    }

    public boolean isNull() {
        return node.isNull();
    }

    /** Members of an object, elements of an array, 0 for everything else. */
    public int size() {
        return node.size();
    }

    /** The member of an object; empty if there is none or this is no object. */
    public Optional<Json> get(String key) {
        return Optional.ofNullable(node.get(key)).map(Json::new);
    }

    /** The element of an array, counted from 0; empty if there is none or this is no array. */
    public Optional<Json> get(int index) {
        return Optional.ofNullable(node.get(index)).map(Json::new);
    }

    /** A string's characters; of any other value its {@link #text()}. */
    public String asText() {
        return node.isTextual() ? node.textValue() : text();
    }

    /** Compact, keys in the order in which they came. */
    public String text() {
        return JsonWriting.compact(node);
    }

    /** As JavaScript's {@code JSON.stringify(value, null, 2)} lays it out, without a final newline. */
    public String pretty() {
        return JsonWriting.pretty(node);
    }

    /** {@link #text()} in UTF-8. */
    public byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The text that equal values share: keys sorted by code point, no spaces, numbers as {@link
     * java.math.BigDecimal#toString()} writes them, no escapes that JSON does not demand.
     */
    public String canonical() {
        return JsonWriting.canonical(node);
    }

    /** SHA-256 of {@link #canonical()} in UTF-8, as 64 lower-case hexadecimal digits. */
    public String sha256() {
        return measured().sha256();
    }

    /** The size of {@link #canonical()} in UTF-8; it is known once {@link #sha256()} is. */
    public int canonicalBytes() {
        return measured().bytes();
    }

    /** How many arrays and objects lie inside one another: 0 for a scalar. */
    public int depth() {
        return PatchRun.depth(node);
    }

    private Canonical measured() {
        Canonical known = canonical;
        if (known == null) {
            byte[] bytes = canonical().getBytes(StandardCharsets.UTF_8);
            known = new Canonical(hash(bytes), bytes.length);
            canonical = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Json json && node.equals(WITH_SCALE, json.node));
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }

    /** Jackson's decimals are equal when numerically equal; ours are not. */
    private static boolean sameScalar(JsonNode left, JsonNode right) {
        return left.equals(right)
                && (!(left instanceof DecimalNode)
                        || left.decimalValue().scale() == right.decimalValue().scale());
    }

    private static String hash(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
