package dev.rollback.store.jdbc;

import dev.rollback.store.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statements gathered by their text, so that those of one text are sent together. Statements for one row are run in the
 * order in which they were added, and never in one batch, of which a driver may make one statement.
 */
final class Batches {
    private final List<Batch> batches = new ArrayList<>();
    private final Map<Object, Integer> last = new HashMap<>();

    /** @param row names the only row that the statement writes or looks at */
    void add(Object row, String text, @Nullable Object... parameters) {
        int at = last.getOrDefault(row, -1) + 1;
        while (at < batches.size() && !batches.get(at).text().equals(text)) {
            at++;
        }
        if (at == batches.size()) {
            batches.add(new Batch(text, new ArrayList<>()));
        }
        batches.get(at).rows().add(parameters);
        last.put(row, at);
    }

    void send(Sql sql) {
        batches.forEach(batch -> sql.updateAll(batch.text(), batch.rows()));
    }

    private record Batch(String text, List<@Nullable Object[]> rows) {}
}
