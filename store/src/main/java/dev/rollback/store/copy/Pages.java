package dev.rollback.store.copy;

import dev.rollback.store.Sql;
import dev.rollback.store.copy.CopiedTable.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of a table in the order of its key, as many at a time as fit into memory. */
final class Pages {
    private static final int ROWS = 1_000;
    private static final long BYTES = 4L << 20;
    private static final byte[] EMPTY = {};

    private final Sql sql;
    private final CopiedTable table;
    private final List<Column> key;
    private final String beyond;
    private Object[] last = {};

    Pages(Sql sql, CopiedTable table) {
        this.sql = sql;
        this.table = table;
        this.key = table.key();
        this.beyond = " WHERE (%s) > %s".formatted(CopiedTable.names(key), CopiedTable.places(key));
    }

    /** The next rows, their values in the order of the columns; none at the end. */
    List<Object[]> next() {
        List<Object[]> rows = list(CopiedTable.names(table.columns()), this::values, fitting());
        if (!rows.isEmpty()) {
            Object[] end = rows.get(rows.size() - 1);
            last = key.stream()
                    .map(column -> end[table.columns().indexOf(column)])
                    .toArray();
        }
        return rows;
    }

    /** How many of the next rows are small enough to be read together: one at least, which may be large. */
    private int fitting() {
        List<Column> large = table.columns().stream().filter(Column::isBytes).toList();
        if (large.isEmpty()) {
            return ROWS;
        }
        String size =
                large.stream().map(column -> "LENGTH(" + column.name() + ")").collect(Collectors.joining(" + "));
        long bytes = 0;
        int rows = 0;
        for (long next : list(size, row -> row.getLong(1), ROWS)) {
            bytes += next;
            if (rows > 0 && bytes > BYTES) {
                return rows;
            }
            rows++;
        }
        return Math.max(1, rows);
    }

    private <T> List<T> list(String what, Sql.RowMapper<T> row, int limit) {
        String query = "SELECT %s FROM %s%s ORDER BY %s LIMIT ?"
                .formatted(what, table.name(), last.length == 0 ? "" : beyond, CopiedTable.names(key));
        Object[] parameters = Arrays.copyOf(last, last.length + 1);
        parameters[last.length] = limit;
        return sql.list(query, row, parameters);
    }

    private Object[] values(ResultSet row) throws SQLException {
        Object[] values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            Object value = row.getObject(i + 1);
            // some drivers answer null for bytes that are there but none
            values[i] = value == null && table.columns().get(i).isBytes() ? EMPTY : value;
        }
        return values;
    }
}
