package dev.rollback.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Many keys, some at a time. A chunk has one of few sizes, so that few different statements are prepared; where keys are
 * lacking it is filled up.
 */
record Chunks<T>(List<T> items) {
    private static final int FEW = 10;
    private static final int SOME = 50;
    private static final int MANY = 500;

    /** From so many on, one large statement costs less than several small ones. */
    private static final int ENOUGH = 150;

    /** Filled up with the last key, for questions to which it makes no difference whether they are asked twice. */
    static <T> List<Chunks<T>> of(Collection<T> keys) {
        List<T> items = List.copyOf(keys);
        return items.isEmpty() ? List.of() : filled(items, items.get(items.size() - 1));
    }

    /** Filled up with a key that nothing is found by. */
    static <T> List<Chunks<T>> of(Collection<T> keys, T nothing) {
        return filled(List.copyOf(keys), nothing);
    }

    private static <T> List<Chunks<T>> filled(List<T> items, T filler) {
        List<Chunks<T>> chunks = new ArrayList<>();
        for (int from = 0; from < items.size(); ) {
            int size = size(items.size() - from);
            List<T> some = new ArrayList<>(items.subList(from, Math.min(items.size(), from + size)));
            some.addAll(Collections.nCopies(size - some.size(), filler));
            chunks.add(new Chunks<>(some));
            from += size;
        }
        return chunks;
    }

    private static int size(int left) {
        if (left == 1) {
            return 1;
        }
        return left <= FEW ? FEW : left < ENOUGH ? SOME : MANY;
    }

    /** Begins a query with a table {@code wanted} of the keys, see {@link Dialect#lookUp}. */
    String with(String... columns) {
        String row = "(" + String.join(", ", Collections.nCopies(columns.length, "?")) + ")";
        return "WITH wanted (" + String.join(", ", columns) + ") AS (VALUES "
                + String.join(", ", Collections.nCopies(items.size(), row)) + ") ";
    }

    /** {@code (?, ?)}: a parameter for each key. */
    String list() {
        return "(" + String.join(", ", Collections.nCopies(items.size(), "?")) + ")";
    }

    Object[] parameters(Function<T, List<Object>> ofItem) {
        return items.stream().flatMap(item -> ofItem.apply(item).stream()).toArray();
    }
}
