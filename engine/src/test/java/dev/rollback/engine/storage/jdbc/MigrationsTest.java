package dev.rollback.engine.storage.jdbc;

import static dev.rollback.engine.storage.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.engine.storage.MigrationScripts;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoreOptions;
import dev.rollback.engine.storage.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    private static final StoreOptions ENGINE = StoreOptions.of(new TestClock());
    private static final StoreOptions FIRST = ENGINE.withTables(views("001_board.sql"));
    private static final StoreOptions SECOND = ENGINE.withTables(views("001_board.sql", "002_title.sql"));

    @TempDir
    Path folder = Path.of("");

    private Path file = folder;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("store.db");
    }

    @Test
    void another_module_brings_its_tables_and_adds_to_them_later() {
        try (Store store = SqliteStore.create(file, ENGINE)) {
            store.append(unit("task/a", 0));
        }
        SqliteStore.open(file, FIRST).close();
        try (Store store = SqliteStore.open(file, SECOND)) {
            assertThat(store.<List<String>>read(
                            reading -> reading.sql().list("SELECT title FROM board", row -> row.getString(1))))
                    .containsExactly(";");
            assertThat(store.<Long>read(reading -> reading.head().position())).isEqualTo(1);
        }
    }

    @Test
    void opening_again_applies_nothing_again() {
        SqliteStore.create(file, SECOND).close();
        try (Store store = SqliteStore.open(file, SECOND)) {
            assertThat(store.<List<String>>read(reading -> reading.sql()
                            .list(
                                    "SELECT name || ' ' || number FROM schema_migration ORDER BY name, number",
                                    row -> row.getString(1))))
                    .containsExactly("engine 1", "views 1", "views 2");
        }
    }

    @Test
    void a_store_of_a_newer_version_is_refused_untouched_naming_both_versions() throws IOException, SQLException {
        SqliteStore.create(file, SECOND).close();
        assertRefusedUntouched(FIRST, "at 2", "knows 1");
        try (Connection other = SqliteFileTest.sqlite(file)) {
            SqliteFileTest.execute(other, "INSERT INTO schema_migration VALUES ('engine', 7, 'x', 0)");
            // what another process has not yet moved from the log beside into the file stays there
            assertThat(Files.size(file.resolveSibling("store.db-wal"))).isPositive();
            assertRefusedUntouched(SECOND, "at 7", "knows 1");
        }
        assertRefusedUntouched(SECOND, "at 7", "knows 1");
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
        assertRefusedUntouched(SECOND, "at 7", "knows 1");
        assertThat(Files.readAllBytes(beside)).isEqualTo(log);
    }

    @Test
    void a_changed_script_is_refused_untouched() throws IOException, SQLException {
        SqliteStore.create(file, FIRST).close();
        try (Connection other = SqliteFileTest.sqlite(file)) {
            SqliteFileTest.execute(other, "UPDATE schema_migration SET checksum = 'x' WHERE name = 'views'");
        }
        assertRefusedUntouched(FIRST, "views", "script 1");
    }

    @Test
    void tables_that_this_program_does_not_know_are_left_alone() {
        SqliteStore.create(file, SECOND).close();
        try (Store store = SqliteStore.open(file, ENGINE)) {
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
        }
    }

    @Test
    void a_script_that_fails_leaves_nothing_of_its_batch() {
        SqliteStore.create(file, FIRST).close();
        MigrationScripts broken = new MigrationScripts("broken", MigrationsTest.class, List.of("001_broken.sql"));
        assertThatThrownBy(() -> SqliteStore.open(file, FIRST.withTables(broken)))
                .isInstanceOf(IllegalStateException.class);
        try (Store store = SqliteStore.open(file, FIRST)) {
            assertThat(store.<List<String>>read(reading -> reading.sql()
                            .list("SELECT name FROM sqlite_master WHERE name = 'other'", row -> row.getString(1))))
                    .isEmpty();
        }
    }

    @Test
    void scripts_are_numbered_without_gaps() {
        assertThatThrownBy(() -> views("001_board.sql", "003_title.sql"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("002_");
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
        return new MigrationScripts("views", MigrationsTest.class, List.of(files));
    }
}
