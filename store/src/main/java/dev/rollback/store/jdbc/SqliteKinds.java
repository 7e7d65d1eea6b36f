package dev.rollback.store.jdbc;

import dev.rollback.store.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * SQLite keeps a value of any kind in any column, and its own check does not mind all of them. Text that lies in a column of
 * text as bytes is read as before, but not found by what it says.
 */
final class SqliteKinds {
    private static final Map<String, String> KINDS =
            Map.of("TEXT", "text", "BLOB", "blob", "INTEGER", "integer", "BIGINT", "integer");

    private SqliteKinds() {}

    /** A column, and the only kind of value that it is made for. */
    private record Column(String table, String name, String kind) {
        String wrong() {
            return "coalesce(sum(typeof(%s) NOT IN ('%s', 'null')), 0)".formatted(quoted(name), kind);
        }
    }

    static List<String> faults(Sql sql) {
        Map<String, List<Column>> tables = new TreeMap<>();
        sql.list(
                        "SELECT made.name, own.name, own.type FROM sqlite_master AS made, pragma_table_info(made.name) AS own"
                                + " WHERE made.type = 'table' AND own.type IN ('TEXT', 'BLOB', 'INTEGER', 'BIGINT')",
                        row -> new Column(row.getString(1), row.getString(2), kind(row.getString(3))))
                .forEach(column -> tables.computeIfAbsent(column.table(), table -> new ArrayList<>())
                        .add(column));
        List<String> faults = new ArrayList<>();
        tables.forEach((table, columns) -> faults.addAll(faults(sql, table, columns)));
        return faults;
    }

    private static String kind(String type) {
        return KINDS.getOrDefault(type, "");
    }

    private static List<String> faults(Sql sql, String table, List<Column> columns) {
        String wrong = String.join(", ", columns.stream().map(Column::wrong).toList());
        return sql.first("SELECT %s FROM %s".formatted(wrong, quoted(table)), row -> {
                    List<String> faults = new ArrayList<>();
                    for (int i = 0; i < columns.size(); i++) {
                        if (row.getLong(i + 1) > 0) {
                            Column column = columns.get(i);
                            faults.add("%d of the values in %s.%s are no %s"
                                    .formatted(row.getLong(i + 1), table, column.name(), column.kind()));
                        }
                    }
                    return faults;
                })
                .orElse(List.of());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
