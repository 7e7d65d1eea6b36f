package dev.rollback.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Data on standard output, in the format that was asked for. */
final class Output {
    /** The version of the JSON forms. */
    private static final int SCHEMA = 1;

    /** The formats of {@code -o}. */
    enum Format {
        TABLE,
        JSON,
        JSONL,
        ID
    }

    private final PrintStream out;
    private final Format format;
    private final @Nullable ResolvedMoment at;

    /** @param at the moment that the answer speaks of; null for now */
    Output(PrintStream out, Format format, @Nullable ResolvedMoment at) {
        this.out = out;
        this.format = format;
        this.at = at;
    }

    <T> void list(String kind, List<T> items, long total, Function<T, String> id, Runnable table) {
        switch (format) {
            case TABLE -> table.run();
            case ID -> items.forEach(item -> out.println(id.apply(item)));
            case JSONL -> items.forEach(item -> out.println(text(item)));
            case JSON -> {
                Map<String, Object> document = document(kind);
                document.put("total", total);
                document.put("items", items);
                out.println(Json.of(document).pretty());
            }
        }
    }

    <T> void one(String kind, T item, String id, Runnable table) {
        switch (format) {
            case TABLE -> table.run();
            case ID -> out.println(id);
            case JSONL -> out.println(text(item));
            case JSON -> {
                Map<String, Object> document = document(kind);
                document.put("item", item);
                out.println(Json.of(document).pretty());
            }
        }
    }

    private Map<String, Object> document(String kind) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.put("kind", kind);
        if (at != null) {
            document.put("at", at);
        }
        return document;
    }

    private static String text(Object item) {
        try {
            return JsonCodec.mapper().writeValueAsString(item);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + item.getClass(), e);
        }
    }
}
