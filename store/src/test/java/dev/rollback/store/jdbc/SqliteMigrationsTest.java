package dev.rollback.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.MigrationScripts;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a refused store is untouched, to the byte. */
class SqliteMigrationsTest {
    private static final StoreOptions ENGINE = StoreOptions.of(new TestClock());
    private static final StoreOptions FIRST = ENGINE.withTables(views("001_board.sql"));
    private static final StoreOptions SECOND = ENGINE.withTables(views("001_board.sql", "002_title.sql"));

    private static final String KNOWN = "knows " + MigrationScripts.ENGINE.newest();

    @TempDir
    Path folder = Path.of("");

    private Path file = folder;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("store.db");
    }

    @Test
    void a_store_of_a_newer_version_is_refused_without_changing_a_byte() throws IOException, SQLException {
        SqliteStore.create(file, SECOND).close();
        assertRefusedUntouched(FIRST, "at 2", "knows 1");
        try (Connection other = SqliteFileTest.sqlite(file)) {
            SqliteFileTest.execute(other, "INSERT INTO schema_migration VALUES ('engine', 7, 'x', 0)");
            // what another process has not yet moved from the log beside into the file stays there
            assertThat(Files.size(file.resolveSibling("store.db-wal"))).isPositive();
            assertRefusedUntouched(SECOND, "at 7", KNOWN);
        }
        assertRefusedUntouched(SECOND, "at 7", KNOWN);
    }

    @Test
    void what_a_killed_process_left_beside_a_newer_store_stays_there() throws IOException, SQLException {
        SqliteStore.create(file, SECOND).close();
        Path killed = folder.resolve("killed.db");
        Path beside = folder.resolve("killed.db-wal");
        try (Connection other = SqliteFileTest.sqlite(file)) {
            SqliteFileTest.execute(other, "INSERT INTO schema_migration VALUES ('engine', 7, 'x', 0)");
            Files.copy(file, killed);
            Files.copy(folder.resolve("store.db-wal"), beside);
        }
        byte[] log = Files.readAllBytes(beside);
        file = killed;
        assertRefusedUntouched(SECOND, "at 7", KNOWN);
        assertThat(Files.readAllBytes(beside)).isEqualTo(log);
    }

    private void assertRefusedUntouched(StoreOptions options, String... words) throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> SqliteStore.open(file, options))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.VERSION_INCOMPATIBLE))
                .hasMessageContainingAll(words);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private static MigrationScripts views(String... files) {
        return new MigrationScripts("views", SqliteMigrationsTest.class, List.of(files));
    }
}
