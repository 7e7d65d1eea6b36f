package dev.rollback.api.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The only way out: compact, pretty and canonical text. */
final class JsonWriting {
    /** UTF-16 order, except that surrogates, which stand for the highest code points, come after all others. */
    static final Comparator<String> BY_CODE_POINT = JsonWriting::compareCodePoints;

    private static final ObjectWriter COMPACT =
            JsonCodec.mapper().writer().without(JsonWriteFeature.WRITE_NAN_AS_STRINGS);
    private static final ObjectWriter PRETTY = COMPACT.with(likeJavaScript());

    private JsonWriting() {}

    static String compact(Object value) throws JsonProcessingException {
        return COMPACT.writeValueAsString(value);
    }

    static String compact(JsonNode node) {
        return write(COMPACT, node);
    }

    static String pretty(JsonNode node) {
        return write(PRETTY, node);
    }

    static String canonical(JsonNode node) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = COMPACT.createGenerator(out)) {
            writeSorted(node, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toString();
    }

    /** Compact UTF-8, given up as soon as it grows larger than allowed. */
    static byte[] bytes(JsonNode node, int maxBytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                if (length > maxBytes - count) {
                    throw new InvalidJsonException(0, 0, "", "the document is larger than " + maxBytes + " bytes");
                }
                super.write(bytes, offset, length);
            }
        };
        try {
            COMPACT.writeValue(out, node);
        } catch (IOException e) {
            throw new InvalidJsonException(0, 0, "", "it cannot be written: " + e.getMessage());
        }
        return out.toByteArray();
    }

    private static String write(ObjectWriter writer, JsonNode node) {
        try {
            return writer.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static void writeSorted(JsonNode node, JsonGenerator out) throws IOException {
        if (node.isObject()) {
            List<String> names = new ArrayList<>(node.size());
            node.fieldNames().forEachRemaining(names::add);
            names.sort(BY_CODE_POINT);
            out.writeStartObject();
            for (String name : names) {
                out.writeFieldName(name);
                writeSorted(node.path(name), out);
            }
            out.writeEndObject();
        } else if (node.isArray()) {
            out.writeStartArray();
            for (JsonNode element : node) {
                writeSorted(element, out);
            }
            out.writeEndArray();
        } else {
            out.writeTree(node);
        }
    }

    private static int compareCodePoints(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b) ? a - b : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return left.length() - right.length();
    }

    private static DefaultPrettyPrinter likeJavaScript() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
    }
}
