package dev.rollback.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the two databases are two texts; what they make is one. */
class SameTablesTest {
    private static final String OF_SQLITE = "SELECT tables.name, columns.name, columns.\"notnull\", columns.pk"
            + " FROM sqlite_master tables JOIN pragma_table_info(tables.name) columns WHERE tables.type = 'table'";
    private static final String OF_POSTGRESQL =
            "SELECT relname, attname, CASE WHEN attnotnull THEN 1 ELSE 0 END, coalesce(array_position(indkey, attnum), -1) + 1"
                    + " FROM pg_class JOIN pg_namespace ON relnamespace = pg_namespace.oid"
                    + " JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0"
                    + " LEFT JOIN pg_index ON indrelid = pg_class.oid AND indisprimary"
                    + " WHERE nspname = current_schema() AND relkind = 'r'";

    @TempDir
    Path folder;

    @Test
    void both_databases_have_the_same_tables_columns_and_keys() {
        List<String> sqlite = columns(StoreKind.SQLITE, OF_SQLITE);
        assertThat(columns(StoreKind.POSTGRESQL, OF_POSTGRESQL)).isEqualTo(sqlite);
        assertThat(sqlite).hasSizeGreaterThan(80);
    }

    /** That a key's column is not null need not be said of either. */
    private List<String> columns(StoreKind kind, String query) {
        try (Store store = ViewFixture.open(kind, folder)) {
            return store
                    .read(reading -> reading.sql().list(query, row -> {
                        boolean key = row.getInt(4) > 0;
                        String must = key ? "key " + row.getInt(4) : row.getInt(3) > 0 ? "not null" : "";
                        return "%s.%s %s".formatted(row.getString(1), row.getString(2), must);
                    }))
                    .stream()
                    .sorted()
                    .toList();
        }
    }
}
