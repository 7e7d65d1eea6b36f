package dev.rollback.store.copy;

import dev.rollback.store.Sql;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A table whose columns have the same names in every database. */
record CopiedTable(String name, List<Column> columns) {
    /**
     * A column of it.
     *
     * @param type TEXT, INTEGER or BLOB
     * @param keyPart its place in the primary key, from 1 on; 0 for none
     */
    record Column(String name, String type, int keyPart) {
        boolean isBytes() {
            return type.equals("BLOB");
        }
    }

    CopiedTable {
        if (columns.stream().noneMatch(column -> column.keyPart() > 0)) {
            throw new IllegalStateException("table " + name + " has no key to go through it by");
        }
    }

    /** All tables of a SQLite database. */
    static List<CopiedTable> all(Sql sqlite) {
        return sqlite
                .list(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
                        row -> row.getString(1))
                .stream()
                .map(name -> new CopiedTable(name, columns(sqlite, name)))
                .toList();
    }

    private static List<Column> columns(Sql sqlite, String table) {
        return sqlite.list(
                "SELECT name, type, pk FROM pragma_table_info(?)",
                row -> new Column(row.getString(1), row.getString(2), row.getInt(3)),
                table);
    }

    List<Column> key() {
        return columns.stream()
                .filter(column -> column.keyPart() > 0)
                .sorted(Comparator.comparing(Column::keyPart))
                .toList();
    }

    String insert() {
        return "INSERT INTO %s (%s) VALUES %s".formatted(name, names(columns), places(columns));
    }

    static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** {@code (?, ?)}: a parameter for each. */
    static String places(List<Column> columns) {
        return "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }
}
