package dev.rollback.engine.board;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How ids and tags of a file, its tokens, become parts of task ids. */
final class Tokens {
    static final String MASTER = "master";

    private static final Pattern ENCODED = Pattern.compile("(?:%[0-9A-F]{2})+");
    private static final Pattern COUNTED = Pattern.compile("#[0-9]+$");
    private static final Pattern PLAIN_INTEGER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private Tokens() {}

    static boolean isToken(JsonNode node) {
        return node.isNumber() || (node.isTextual() && !node.textValue().isEmpty());
    }

    static String text(JsonNode token) {
        return Json.of(token).asText();
    }

    static TaskId top(String tag, String token) {
        return new TaskId(prefix(tag) + encode(token));
    }

    static TaskId below(TaskId parent, String token) {
        return new TaskId(parent + "." + encode(token));
    }

    static TaskId counted(TaskId natural, int number) {
        return number == 1 ? natural : new TaskId(natural + "#" + number);
    }

    static String prefix(String tag) {
        return tag.equals(MASTER) ? "" : encode(tag) + "/";
    }

    /** What a file would call a task that no file has named yet. */
    static Json made(TaskId id, String before) {
        String own = id.value().startsWith(before) ? id.value().substring(before.length()) : id.value();
        String token = decode(COUNTED.matcher(own).replaceFirst(""));
        if (token.isEmpty()) {
            token = id.value();
        }
        return Json.of(PLAIN_INTEGER.matcher(token).matches() ? (Object) Long.valueOf(token) : token);
    }

    /** Percent-encodes what means something else in a task id, and what no task id may hold. */
    static String encode(String token) {
        if (token.isEmpty()) {
            return "%";
        }
        int start = token.length() - token.stripLeading().length();
        int end = token.stripTrailing().length();
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < token.length(); i += Character.charCount(token.codePointAt(i))) {
            int codePoint = token.codePointAt(i);
            boolean plain = i >= start && i < end && isPlain(codePoint) && !(i == 0 && codePoint == '@');
            encoded.append(plain ? Character.toString(codePoint) : percent(codePoint));
        }
        return encoded.toString();
    }

    static String decode(String encoded) {
        Matcher runs = ENCODED.matcher(encoded);
        return runs.replaceAll(run -> Matcher.quoteReplacement(bytes(run.group())));
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> codePoint != '/' && codePoint != '#' && codePoint != '%';
        };
    }

    private static String percent(int codePoint) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
            encoded.append("%%%02X".formatted(b & 0xff));
        }
        return encoded.toString();
    }

    private static String bytes(String run) {
        byte[] bytes = new byte[run.length() / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(run.substring(3 * i + 1, 3 * i + 3), 16);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
