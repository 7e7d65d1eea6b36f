package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.unit;
import static dev.rollback.store.jdbc.SqliteFileTest.execute;
import static dev.rollback.store.jdbc.SqliteFileTest.sqlite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.MigrationScripts;
import dev.rollback.store.ReadOnlyStoreException;
import dev.rollback.store.Store;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is only read, because somebody wants it so or because it must not be written. */
class SqliteLookTest {
    private static final StoreOptions OPTIONS = StoreOptions.of(new TestClock());

    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void twoEvents() {
        file = folder.resolve("store.db");
        try (Store store = SqliteStore.create(file, OPTIONS)) {
            store.append(unit("task/a", 0, "0", "1"));
        }
    }

    @Test
    void looking_leaves_no_trace() throws IOException {
        Map<String, FileTime> before = files();
        byte[] bytes = Files.readAllBytes(file);
        try (Store look = SqliteStore.look(file, OPTIONS)) {
            assertThat(head(look)).isEqualTo(2);
        }
        assertThat(files()).isEqualTo(before);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void looking_sees_what_others_write_as_soon_as_it_is_written() {
        try (Store look = SqliteStore.look(file, OPTIONS)) {
            assertThat(head(look)).isEqualTo(2);
            try (Store writer = SqliteStore.open(file, OPTIONS)) {
                writer.append(unit("task/a", 2));
                assertThat(head(look)).isEqualTo(3);
                writer.append(unit("task/a", 3));
                assertThat(head(look)).isEqualTo(4);
            }
            assertThat(head(look)).isEqualTo(4);
        }
    }

    @Test
    void what_was_read_while_the_file_moved_is_read_again() {
        try (Store look = SqliteStore.look(file, OPTIONS)) {
            boolean[] moved = {false};
            long seen = look.read(reading -> {
                if (!moved[0]) {
                    moved[0] = true;
                    try (Store writer = SqliteStore.open(file, OPTIONS)) {
                        writer.append(unit("task/a", 2));
                    }
                }
                return reading.head().position();
            });
            assertThat(seen).isEqualTo(3);
        }
    }

    @Test
    void who_writes_into_a_store_that_is_only_read_is_refused() {
        try (Store look = SqliteStore.look(file, OPTIONS)) {
            assertThatThrownBy(() -> look.append(unit("task/a", 2)))
                    .isInstanceOf(ReadOnlyStoreException.class)
                    .hasMessageContaining("Nothing was written");
            assertThatThrownBy(() -> look.write(reading -> true)).isInstanceOf(ReadOnlyStoreException.class);
            assertThatThrownBy(() -> look.read(reading -> reading.sql().update("DELETE FROM event")))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(head(look)).isEqualTo(2);
        }
    }

    @Test
    void a_store_that_nobody_closed_is_refused_until_somebody_who_may_write_it_opens_it() throws IOException {
        Path left = Files.createDirectory(folder.resolve("left")).resolve("store.db");
        try (Store writer = SqliteStore.open(file, OPTIONS)) {
            writer.append(unit("task/a", 2));
            Files.copy(file, left);
            Files.copy(file.resolveSibling("store.db-wal"), left.resolveSibling("store.db-wal"));
        }
        assertRefused(left, OPTIONS, RefusalCode.STORE_UNAVAILABLE, "was not closed by its last writer");
        SqliteStore.open(left, OPTIONS).close();
        try (Store writer = SqliteStore.open(left, OPTIONS)) {
            writer.append(unit("task/a", 3));
        }
        try (Store look = SqliteStore.look(left, OPTIONS)) {
            assertThat(head(look)).isEqualTo(4);
        }
    }

    @Test
    void a_store_without_the_tables_of_this_version_is_refused() throws IOException {
        MigrationScripts more = new MigrationScripts("views", MigrationsTest.class, List.of("001_board.sql"));
        byte[] bytes = Files.readAllBytes(file);
        assertRefused(file, OPTIONS.withTables(more), RefusalCode.VERSION_INCOMPATIBLE, "has not all the tables");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void what_is_no_store_of_ours_is_refused() throws Exception {
        assertRefused(folder.resolve("none.db"), OPTIONS, RefusalCode.NOT_FOUND, "no store");
        Path other = folder.resolve("other.db");
        try (Connection theirs = sqlite(other)) {
            execute(theirs, "CREATE TABLE theirs (x)");
        }
        assertRefused(other, OPTIONS, RefusalCode.INVALID_INPUT, "another program");
    }

    @Test
    void a_store_in_a_folder_that_must_not_be_written_is_opened_to_be_read() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "permissions say nothing to root");
        assumeFalse(
                folder.getFileSystem().supportedFileAttributeViews().stream().noneMatch("posix"::equals));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try (Store store = SqliteStore.open(file, OPTIONS)) {
            assertThat(head(store)).isEqualTo(2);
            assertThatThrownBy(() -> store.append(unit("task/a", 2)))
                    .isInstanceOf(ReadOnlyStoreException.class)
                    .hasMessageContaining("permissions");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** The entry of a script in the index leads to the row of another one. */
    @Test
    void a_damaged_index_of_the_scripts_does_not_look_like_the_store_of_another_program() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] entry = {'e', 'n', 'g', 'i', 'n', 'e', 3};
        int damaged = 0;
        for (int at = 0; at + entry.length < bytes.length; at++) {
            boolean found = Arrays.equals(entry, 0, entry.length, bytes, at, at + entry.length);
            if (found && bytes[at + entry.length] == 3) {
                bytes[at + entry.length] = 2;
                damaged++;
            }
        }
        assertThat(damaged).as("entries").isEqualTo(1);
        Files.write(file, bytes);
        try (Store store = SqliteStore.look(file, OPTIONS)) {
            assertThat(head(store)).isEqualTo(2);
        }
    }

    private static void assertRefused(Path file, StoreOptions options, RefusalCode code, String words) {
        assertThatThrownBy(() -> SqliteStore.look(file, options).close())
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    private static long head(Store store) {
        return store.read(reading -> reading.head().position());
    }

    private Map<String, FileTime> files() throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.toList()) {
                times.put(path.toString(), Files.getLastModifiedTime(path));
            }
        }
        times.put(folder.toString(), Files.getLastModifiedTime(folder));
        return times;
    }
}
