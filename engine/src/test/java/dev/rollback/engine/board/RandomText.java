package dev.rollback.engine.board;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.json.Json;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;

/**
 * Writes a document in a drawn manner: a byte order mark or none, any line ends, any indentation, all on one line, lists on
 * one line, escapes that nobody needs, numbers spelled oddly, white space where it is allowed.
 */
final class RandomText {
    private static final String[] NEWLINES = {"\n", "\n", "\r\n", "\r"};
    private static final String[] INDENTS = {"  ", "    ", "\t", "", " "};
    private static final String[] COLONS = {": ", ":", " : ", ":\t", ": "};
    private static final String[] SPACES = {" ", "", "  "};
    private static final String[] ENDS = {"", "\n", "\r\n", "\n\n", " "};

    private final Random random;
    private final String newline;
    private final String indent;
    private final String colon;
    private final String space;
    private final boolean oneLine;
    private final boolean inlineArrays;
    private final boolean ascii;
    private final int oddity;
    private final StringBuilder out = new StringBuilder();

    private RandomText(Random random) {
        this.random = random;
        this.newline = any(NEWLINES);
        this.indent = any(INDENTS);
        this.colon = any(COLONS);
        this.space = any(SPACES);
        this.oneLine = random.nextInt(5) == 0;
        this.inlineArrays = random.nextInt(3) == 0;
        this.ascii = random.nextInt(4) == 0;
        this.oddity = random.nextInt(3) == 0 ? 6 : random.nextInt(2) == 0 ? 60 : Integer.MAX_VALUE;
    }

    static String of(Json document, Random random) {
        RandomText text = new RandomText(random);
        if (random.nextInt(5) == 0) {
            text.out.append('\uFEFF');
        }
        text.out.append(random.nextInt(8) == 0 ? "\n " : "");
        text.value(document.node(), 0);
        return text.out.append(text.any(ENDS)).toString();
    }

    private String any(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private boolean odd() {
        return random.nextInt(oddity) == 0;
    }

    private void value(JsonNode value, int depth) {
        if (!value.isContainerNode()) {
            out.append(scalar(Json.of(value).text()));
            return;
        }
        boolean object = value.isObject();
        out.append(object ? '{' : '[');
        boolean scalars = true;
        for (JsonNode child : value) {
            scalars &= !child.isContainerNode();
        }
        boolean inline = oneLine || (!object && inlineArrays && scalars) || odd();
        Iterator<Map.Entry<String, JsonNode>> members = value.properties().iterator();
        Iterator<JsonNode> elements = value.elements();
        for (int i = 0; i < value.size(); i++) {
            out.append(i == 0 ? "" : ",");
            out.append(inline ? (i == 0 ? "" : space) : newline + indent.repeat(depth + 1));
            whitespace();
            if (object) {
                Map.Entry<String, JsonNode> member = members.next();
                out.append(scalar(Json.of(member.getKey()).text()));
                out.append(colon);
                whitespace();
                value(member.getValue(), depth + 1);
            } else {
                value(elements.next(), depth + 1);
            }
            whitespace();
        }
        out.append(inline || value.isEmpty() ? "" : newline + indent.repeat(depth));
        whitespace();
        out.append(object ? '}' : ']');
    }

    private void whitespace() {
        if (odd()) {
            out.append(any(" ", "\t", newline, "   "));
        }
    }

    private String scalar(String usual) {
        if (usual.charAt(0) == '"') {
            return text(usual);
        }
        if (odd() && usual.matches("-?[0-9]+")) {
            return usual.equals("0") ? "-0" : usual.matches("-?[1-9]") ? usual + "e0" : usual;
        }
        return usual;
    }

    private String text(String usual) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < usual.length(); i++) {
            char unit = usual.charAt(i);
            boolean quote = i == 0 || i == usual.length() - 1;
            if (unit == '\\') {
                text.append(unit).append(usual.charAt(++i));
            } else if (!quote && ((ascii && unit > 0x7e) || odd())) {
                text.append(unit == '/' ? "\\/" : ("\\u%04" + any("x", "X")).formatted((int) unit));
            } else {
                text.append(unit);
            }
        }
        return text.toString();
    }
}
