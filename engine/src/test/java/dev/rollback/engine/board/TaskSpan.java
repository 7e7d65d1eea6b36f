package dev.rollback.engine.board;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollback.api.json.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a task's text is in a document's.
 *
 * @param index of the task among all of the document, its own subtasks after it
 */
record TaskSpan(int index, int start, int end) {

    /** Of the tasks that a document has, in any tag and at any depth. */
    static List<TaskSpan> of(String document) {
        List<TaskSpan> spans = new ArrayList<>();
        int from = document.startsWith("\uFEFF") ? 1 : 0;
        try (JsonParser parser = JsonCodec.mapper().getFactory().createParser(document.substring(from))) {
            parser.nextToken();
            boolean untagged = JsonCodec.mapper()
                    .readTree(document.substring(from))
                    .path("tasks")
                    .isArray();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean tasks = untagged && parser.currentName().equals("tasks");
                parser.nextToken();
                if (tasks) {
                    tasks(parser, from, spans);
                } else if (!untagged && parser.currentToken() == JsonToken.START_OBJECT) {
                    tag(parser, "tasks", from, spans);
                } else {
                    parser.skipChildren();
                }
            }
            return spans;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tag(JsonParser parser, String list, int from, List<TaskSpan> spans) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean tasks = parser.currentName().equals(list);
            if (parser.nextToken() == JsonToken.START_ARRAY && tasks) {
                tasks(parser, from, spans);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void tasks(JsonParser parser, int from, List<TaskSpan> spans) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            int start = from + (int) parser.currentTokenLocation().getCharOffset();
            int index = spans.size();
            spans.add(new TaskSpan(index, start, start));
            tag(parser, "subtasks", from, spans);
            int end = from + (int) parser.currentTokenLocation().getCharOffset() + 1;
            spans.set(index, new TaskSpan(index, start, end));
        }
    }
}
