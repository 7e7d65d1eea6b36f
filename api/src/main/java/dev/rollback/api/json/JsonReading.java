package dev.rollback.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The only way in: whatever becomes a {@link Json} was read here. */
final class JsonReading {
    private static final ObjectReader TREE =
            JsonCodec.mapper().readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern JACKSON_ADVICE =
            Pattern.compile(": enable `[^`]*` to allow| \\(not recognized as one [^)]*\\)");
    private static final Pattern JACKSON_PLACE = Pattern.compile("\\[Source: [^;]*; ([^\\]]*)\\]");

    private JsonReading() {}

    static JsonNode read(byte[] utf8, JsonLimits limits) {
        requireSize(utf8.length, limits);
        ByteBuffer in = ByteBuffer.wrap(utf8);
        CharBuffer out = CharBuffer.allocate(utf8.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int line = (int) text.chars().filter(unit -> unit == '\n').count() + 1;
            int column = text.length() - text.lastIndexOf('\n');
            throw new InvalidJsonException(
                    line, column, "", "byte " + in.position() + " (counted from 0) is not part of valid UTF-8");
        }
        return readSized(text, limits);
    }

    static JsonNode read(String text, JsonLimits limits) {
        requireSize(text.length(), limits);
        if (text.length() > limits.maxBytes() / 3) {
            requireSize(text.getBytes(StandardCharsets.UTF_8).length, limits);
        }
        return readSized(text, limits);
    }

    private static void requireSize(int bytes, JsonLimits limits) {
        if (bytes > limits.maxBytes()) {
            throw new InvalidJsonException(0, 0, "", "the document is larger than " + limits.maxBytes() + " bytes");
        }
    }

    private static JsonNode readSized(String text, JsonLimits limits) {
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text; // a byte order mark
        try (StrictParser parser = new StrictParser(TREE.createParser(json), limits, 0)) {
            try {
                return readOnly(parser);
            } catch (JsonProcessingException e) {
                String problem = JACKSON_ADVICE.matcher(e.getOriginalMessage()).replaceAll("");
                throw parser.refusal(JACKSON_PLACE.matcher(problem).replaceAll("$1"), e.getLocation());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static JsonNode readOnly(StrictParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new InvalidJsonException(1, 1, "", "there is nothing in it; an empty document is written {}");
        }
        JsonNode node = TREE.readValue(parser);
        if (parser.nextToken() != null) {
            throw parser.refusal("something follows after the end of the document");
        }
        return node;
    }

    /** The same for a {@link Json} inside a stored record. */
    static final class InRecord extends StdDeserializer<Json> {
        InRecord() {
            super(Json.class);
        }

        @Override
        public Json deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return new Json(context.readTree(new StrictParser(parser, JsonLimits.STORED, 0)));
        }

        @Override
        public Json getNullValue(DeserializationContext context) {
            return Json.NULL;
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
