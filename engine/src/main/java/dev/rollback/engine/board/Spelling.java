package dev.rollback.engine.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.api.json.JsonLimits;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.regex.Pattern;

/** How scalars and keys are spelled. A value has one usual spelling; a file may have another, such as 1e3 or \/. */
final class Spelling {
    private static final Set<String> WORDS = Set.of("true", "false", "null");
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final int LAST_ASCII = 0x7e; // what is behind it is escaped by the writers that write ASCII only

    private Spelling() {}

    static String usual(JsonNode scalar, boolean ascii) {
        try {
            String usual = JsonCodec.mapper().writeValueAsString(scalar);
            return ascii ? escaped(usual) : usual;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    static String usual(String key, boolean ascii) {
        return usual(TextNode.valueOf(key), ascii);
    }

    static boolean isUsual(String raw, boolean ascii) {
        if (raw.charAt(0) == '"' && raw.indexOf('\\') < 0) {
            return !ascii || raw.chars().allMatch(unit -> unit <= LAST_ASCII);
        }
        return WORDS.contains(raw)
                || INTEGER.matcher(raw).matches()
                || usual(value(raw), ascii).equals(raw);
    }

    static boolean isOf(JsonNode scalar, String raw) {
        return usual(value(raw), false).equals(usual(scalar, false));
    }

    /** The key that is spelled so. */
    static String key(String raw) {
        return raw.indexOf('\\') < 0
                ? raw.substring(1, raw.length() - 1)
                : value(raw).textValue();
    }

    private static JsonNode value(String raw) {
        return Json.parse(raw, JsonLimits.STORED).node();
    }

    private static String escaped(String text) {
        if (text.chars().allMatch(unit -> unit <= LAST_ASCII)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars()
                .forEach(unit ->
                        escaped.append(unit <= LAST_ASCII ? String.valueOf((char) unit) : "\\u%04x".formatted(unit)));
        return escaped.toString();
    }
}
