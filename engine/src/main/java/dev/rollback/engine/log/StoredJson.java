package dev.rollback.engine.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rollback.api.LogEntryView.Encoding;
import dev.rollback.api.json.InvalidJsonException;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.api.json.JsonLimits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Stored bytes as JSON, whatever they are.
 *
 * @param encoding how to read the string that stands for bytes that are no JSON
 */
record StoredJson(Json value, @Nullable Encoding encoding) {
    static StoredJson of(byte[] bytes) {
        try {
            return new StoredJson(Json.parse(bytes, JsonLimits.STORED), null);
        } catch (InvalidJsonException notJson) {
            return text(bytes);
        }
    }

    private static StoredJson text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new StoredJson(string(text), Encoding.TEXT);
        } catch (CharacterCodingException notText) {
            return new StoredJson(string(Base64.getEncoder().encodeToString(bytes)), Encoding.BASE64);
        }
    }

    private static Json string(String text) {
        try {
            return Json.parse(JsonCodec.mapper().writeValueAsString(text), JsonLimits.STORED);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("any text is a JSON string", e);
        }
    }
}
