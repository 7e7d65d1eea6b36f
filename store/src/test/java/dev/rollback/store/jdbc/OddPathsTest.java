package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import dev.rollback.store.Store;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import dev.rollback.store.copy.StoreCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path opens exactly itself, whatever is in it; what is no store of ours is left as it is. */
class OddPathsTest {
    private static final StoreOptions OPTIONS = StoreOptions.of(new TestClock());

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "what?",
                "a?journal_mode=delete",
                "a?cache=shared&mode=memory",
                "?immutable=1",
                "a#b",
                "50%25 %3F%00",
                "a;b",
                "a&b=c",
                "a b'\"`$(x)\\",
                "grün ☃ 名前 🐘",
                ":memory:",
                "file:x"
            })
    void a_path_opens_exactly_itself(String name) throws IOException {
        Path file = folder.resolve(name).resolve(name);
        Path copy = folder.resolve("copy " + name);
        try (Store store = SqliteStore.create(file, OPTIONS)) {
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
            StoreCopy.write(store, copy, new TestClock());
        }
        try (Store store = SqliteStore.open(file, OPTIONS)) {
            assertThat(store.append(unit("task/a", 1)).first()).isEqualTo(2);
        }
        try (Store look = SqliteStore.look(file, OPTIONS);
                Store lookAtCopy = SqliteStore.look(copy, OPTIONS)) {
            assertThat(head(look)).isEqualTo(2);
            assertThat(head(lookAtCopy)).isEqualTo(1);
        }
        assertThat(SqliteDiagnosis.of(file, OPTIONS).findings())
                .extracting(Finding::found)
                .contains("2 events without a hole");
        assertThat(files()).containsExactlyInAnyOrder(file, copy);
    }

    @Test
    void a_folder_that_reads_like_settings_does_not_lead_to_another_programs_database() throws Exception {
        Path theirs = folder.resolve("their.db");
        otherProgram(theirs);
        byte[] before = Files.readAllBytes(theirs);
        SqliteStore.create(folder.resolve("bait/store.db"), OPTIONS).close();
        Path bait = Files.createDirectories(folder.resolve("their.db?jdbc.explicit_readonly=no"))
                .resolve("store.db");
        Files.move(folder.resolve("bait/store.db"), bait);

        SqliteStore.open(bait, OPTIONS).close();
        assertThat(theirs).hasBinaryContent(before);
        assertThat(bait).exists();
    }

    @Test
    void a_file_that_is_exchanged_after_it_was_checked_is_not_made_a_store() throws Exception {
        Path theirs = folder.resolve("their.db");
        otherProgram(theirs);
        byte[] before = Files.readAllBytes(theirs);
        SqliteFile checked = new SqliteFile(theirs);
        assertThatThrownBy(() -> SqliteStore.prepare(checked, OPTIONS))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_INPUT))
                .hasMessageContaining("another program");
        assertThat(theirs).hasBinaryContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-wal", "-shm", "-journal"})
    void a_link_beside_a_store_is_not_written_through(String ending) throws IOException {
        Path file = folder.resolve("store.db");
        SqliteStore.create(file, OPTIONS).close();
        Path precious = Files.writeString(folder.resolve("precious"), "what must stay");
        Path link = Files.createSymbolicLink(folder.resolve("store.db" + ending), precious);
        Path other = Files.createSymbolicLink(folder.resolve("other name"), file);
        for (Path path : List.of(file, other)) {
            for (Runnable opening : List.<Runnable>of(
                    () -> SqliteStore.open(path, OPTIONS).close(),
                    () -> SqliteStore.create(path, OPTIONS).close(),
                    () -> SqliteStore.look(path, OPTIONS).close())) {
                assertThatThrownBy(opening::run)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining(link + " is a symbolic link")
                        .hasMessageEndingWith("remove the link.");
            }
        }
        assertThat(SqliteDiagnosis.of(file, OPTIONS).problem()).contains(RefusalCode.INVALID_INPUT);
        assertThat(precious).hasContent("what must stay");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void a_store_cannot_load_a_library() throws SQLException {
        Path file = folder.resolve("store.db");
        SqliteStore.create(file, OPTIONS).close();
        SqliteConnections connections = new SqliteConnections(file, OPTIONS.patience());
        for (Connection connection : List.of(connections.writer(), connections.reader())) {
            try (connection;
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("SELECT load_extension('/nowhere/library')"))
                        .hasMessageContaining("not authorized");
            }
        }
    }

    private static long head(Store store) {
        return store.read(reading -> reading.head().position());
    }

    private static void otherProgram(Path file) throws SQLException {
        try (Connection connection = SqliteFileTest.sqlite(file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (x INT)");
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
