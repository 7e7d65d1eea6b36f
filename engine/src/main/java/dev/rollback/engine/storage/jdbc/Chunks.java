package dev.rollback.engine.storage.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Many conditions of one form, some at a time. A chunk always has one condition or {@link #SIZE} of them, the last one
 * repeated, so that few different statements are prepared.
 */
record Chunks<T>(List<T> items) {
    private static final int SIZE = 50;

    static <T> List<Chunks<T>> of(Collection<T> all) {
        List<T> items = List.copyOf(all);
        List<Chunks<T>> chunks = new ArrayList<>();
        for (int from = 0; from < items.size(); from += SIZE) {
            List<T> some = new ArrayList<>(items.subList(from, Math.min(items.size(), from + SIZE)));
            if (some.size() > 1) {
                some.addAll(Collections.nCopies(SIZE - some.size(), some.get(some.size() - 1)));
            }
            chunks.add(new Chunks<>(some));
        }
        return chunks;
    }

    String anyOf(String condition) {
        return String.join(" OR ", Collections.nCopies(items.size(), "(" + condition + ")"));
    }

    Object[] parameters(Function<T, List<Object>> ofItem) {
        return items.stream().flatMap(item -> ofItem.apply(item).stream()).toArray();
    }
}
