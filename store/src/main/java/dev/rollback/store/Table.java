package dev.rollback.store;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows can be gone through in the order of its key.
 *
 * @param key the columns of its primary key, in that key's order: text that is compared by its bytes, and whole numbers
 * @param columns what is read of each row, as after SELECT
 */
public record Table(String name, List<String> key, String columns) {
    private static final int PAGE = 100;

    public Table {
        key = List.copyOf(key);
    }

    public static Table of(String name, String... key) {
        return new Table(name, List.of(key), "*");
    }

    /**
     * All rows by their key, some at a time: at the moment of whoever lent {@code sql}, and no longer than that. CORRUPT
     * where they are not in that order.
     */
    public Iterator<TableRow> rows(Sql sql) {
        return new Rows(sql);
    }

    private String keys() {
        return String.join(", ", key);
    }

    private String marks() {
        return String.join(", ", Collections.nCopies(key.size(), "?"));
    }

    private final class Rows implements Iterator<TableRow> {
        private final Sql sql;
        private List<TableRow> page;
        private int next;
        private @Nullable TableRow last;

        Rows(Sql sql) {
            this.sql = sql;
            this.page = read("", List.of());
        }

        @Override
        public boolean hasNext() {
            if (next == page.size() && next == PAGE) {
                page = read(
                        "WHERE (%s) > (%s)".formatted(keys(), marks()),
                        page.get(PAGE - 1).key());
                next = 0;
            }
            return next < page.size();
        }

        @Override
        public TableRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            TableRow row = page.get(next++);
            if (last != null && RowDifference.compare(last.key(), row.key()) >= 0) {
                throw new RefusedException(
                        RefusalCode.CORRUPT,
                        "the rows of %s are out of order: %s after %s".formatted(name, row.key(), last.key()));
            }
            last = row;
            return row;
        }

        private List<TableRow> read(String condition, List<Object> after) {
            return sql.list(
                    "SELECT %s FROM %s %s ORDER BY %s LIMIT %d".formatted(columns, name, condition, keys(), PAGE),
                    row -> TableRow.of(Table.this, row),
                    new ArrayList<>(after).toArray());
        }
    }
}
