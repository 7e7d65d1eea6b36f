package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.unit;
import static dev.rollback.store.jdbc.SqliteFileTest.execute;
import static dev.rollback.store.jdbc.SqliteFileTest.sqlite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollback.api.RefusalCode;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.Appended;
import dev.rollback.store.Callers;
import dev.rollback.store.Callers.Call;
import dev.rollback.store.DoNothingStore;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what is acknowledged is in the store at the path, and not in a file that nobody can open again. */
@Timeout(60)
class SqlitePlaceTest {
    private static final StoreOptions OPTIONS = StoreOptions.of(new TestClock());

    @TempDir
    Path folder = Path.of("");

    private Path file = folder;
    private Store store = new DoNothingStore();

    @BeforeEach
    void oneEvent() throws IOException {
        file = folder.resolve("rollbacks/store.db");
        store = SqliteStore.create(file, OPTIONS);
        store.append(unit("task/a", 0));
        assumeTrue(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey() != null,
                "this system keeps open files from being deleted");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"store.db", "store.db-wal"})
    void nothing_is_acknowledged_once_a_file_of_the_store_was_deleted(String name) throws IOException {
        Files.delete(file.resolveSibling(name));
        assertRefused(() -> store.append(unit("task/a", 1)));
        assertRefused(() -> store.write(reading -> reading.sql().update("DELETE FROM lease")));
        assertRefused(() -> store.hold());
    }

    @Test
    void nothing_is_acknowledged_once_another_store_lies_in_its_place() throws IOException {
        Files.move(folder.resolve("rollbacks"), folder.resolve("away"));
        SqliteStore.create(file, OPTIONS).close();
        assertRefused(() -> store.append(unit("task/a", 1)));
        try (Store now = SqliteStore.open(file, OPTIONS)) {
            assertThat(now.read(Reading::head).position()).isZero();
        }
    }

    @Test
    void what_was_deleted_while_it_was_being_written_is_not_acknowledged() {
        AppendUnit one = unit("task/a", 1);
        AppendUnit deletes = new AppendUnit(
                one.events(), one.expectations(), one.index(), one.snapshots(), null, List.of(atHead -> delete()));
        assertRefused(() -> store.append(deletes));
    }

    @Test
    void who_waited_for_the_lock_of_a_store_that_was_deleted_is_refused() throws Exception {
        Call<Appended> waiting;
        try (Connection other = sqlite(file)) {
            execute(other, "BEGIN IMMEDIATE");
            waiting = Callers.start(() -> store.append(unit("task/a", 1)));
            delete();
        }
        assertThatThrownBy(() -> Callers.all(List.of(waiting)))
                .hasMessageContaining("was deleted or replaced while it was in use");
    }

    @Test
    void a_store_that_stays_in_its_place_is_written_on_also_after_others_have_closed_it() {
        SqliteStore.open(file, OPTIONS).close();
        assertThat(store.append(unit("task/a", 1)).first()).isEqualTo(2);
        store.close();
        store = SqliteStore.open(file, OPTIONS);
        assertThat(store.append(unit("task/a", 2)).first()).isEqualTo(3);
    }

    private void delete() {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining("was deleted or replaced while it was in use")
                .extracting("code")
                .isEqualTo(RefusalCode.STORE_UNAVAILABLE);
    }
}
