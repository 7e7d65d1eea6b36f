package dev.rollback.cli.terminal;

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
public final class Output {
    /** The version of the JSON forms. */
    public static final int SCHEMA = 1;

    /** The formats of {@code -o}. */
    public enum Format {
        TABLE,
        JSON,
        JSONL,
        ID
    }

    private final PrintStream out;
    private final Format format;
    private final @Nullable ResolvedMoment at;

    /** @param at the moment that the answer speaks of; null for now */
    public Output(PrintStream out, Format format, @Nullable ResolvedMoment at) {
        this.out = out;
        this.format = format;
        this.at = at;
    }

    public <T> void list(String kind, List<T> items, long total, Function<T, String> id, Runnable table) {
        Map<String, Object> document = document(kind);
        document.put("total", total);
        list(document, items, id, table);
    }

    /** A part of a list of which nobody knows how long it is. */
    public <T> void list(String kind, List<T> items, Function<T, String> id, Runnable table) {
        list(document(kind), items, id, table);
    }

    private <T> void list(Map<String, Object> document, List<T> items, Function<T, String> id, Runnable table) {
        switch (format) {
            case TABLE -> table.run();
            case ID -> items.forEach(item -> out.println(id.apply(item)));
            case JSONL -> items.forEach(item -> out.println(text(item)));
            case JSON -> {
                document.put("items", List.of());
                list(Json.of(document).pretty(), items);
            }
        }
    }

    /** Each item by itself: together they may be longer than a JSON document is allowed to be. */
    private void list(String emptyList, List<?> items) {
        if (items.isEmpty()) {
            out.println(emptyList);
            return;
        }
        out.println(emptyList.substring(0, emptyList.lastIndexOf(']')));
        for (int i = 0; i < items.size(); i++) {
            String comma = i < items.size() - 1 ? "," : "";
            out.println(Json.of(items.get(i)).pretty().indent(4).stripTrailing() + comma);
        }
        out.println("  ]\n}");
    }

    public <T> void one(String kind, T item, String id, Runnable table) {
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

    public static String text(Object item) {
        try {
            return JsonCodec.mapper().writeValueAsString(item);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + item.getClass(), e);
        }
    }
}
