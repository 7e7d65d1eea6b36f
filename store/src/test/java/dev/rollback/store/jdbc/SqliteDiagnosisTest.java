package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.moved;
import static dev.rollback.store.Units.unit;
import static dev.rollback.store.jdbc.SqliteFileTest.execute;
import static dev.rollback.store.jdbc.SqliteFileTest.sqlite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.audit.StoreDiagnosis;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import dev.rollback.api.audit.StoreDiagnosis.Level;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.Forked;
import dev.rollback.store.IndexChange.CheckpointAdded;
import dev.rollback.store.LockHolder;
import dev.rollback.store.MigrationScripts;
import dev.rollback.store.NewEvent;
import dev.rollback.store.OldStores;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import dev.rollback.store.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteDiagnosisTest {
    private final TestClock clock = new TestClock();
    private final StoreOptions options = StoreOptions.of(clock);

    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void threeEvents() {
        file = folder.resolve("store.db");
        try (Store store = SqliteStore.create(file, options)) {
            store.append(indexed(unit("task/a", 0, "0", "1"), moved("a", 1)));
            store.append(indexed(unit("task/b", 0), moved("b", 0)));
            store.write(reading -> reading.sql().update("INSERT INTO view_token (view, position) VALUES ('tasks', 2)"));
        }
    }

    @Test
    void of_a_sound_store_every_check_is_well_and_nothing_is_touched() throws IOException {
        Map<String, Object> before = files();
        StoreDiagnosis diagnosis = look();
        assertThat(diagnosis.findings())
                .extracting(Finding::check)
                .containsExactly(
                        "file", "room", "disk", "pages", "schema", "log", "events", "clock", "index", "views", "lock");
        assertThat(diagnosis.findings()).extracting(Finding::level).containsOnly(Level.OK);
        assertThat(diagnosis.problem()).isEmpty();
        assertThat(found("schema")).isEqualTo("engine " + MigrationScripts.ENGINE.newest());
        assertThat(found("log")).isEqualTo("3 events without a hole");
        assertThat(found("index")).startsWith("2 tasks");
        assertThat(found("views")).startsWith("tasks 1 behind");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void a_store_in_use_is_looked_at_as_it_is_and_not_closed_for_its_user() throws IOException {
        try (Store store = SqliteStore.open(file, options)) {
            store.append(unit("task/c", 0));
            Map<String, Object> before = files();
            assertThat(found("log")).isEqualTo("4 events without a hole");
            assertThat(finding("lock").level()).isEqualTo(Level.OK);
            assertThat(files().keySet()).isEqualTo(before.keySet());
            store.append(unit("task/c", 1));
            assertThat(found("log")).isEqualTo("5 events without a hole");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log   | UPDATE store_head SET position = 2                    | the head says that the last event is 2, but it is 3
            log   | UPDATE store_head SET position = 4                    | the head says that the last event is 4, but it is 3
            log   | UPDATE store_head SET hash = zeroblob(32)             | the hash of event 3 does not fit
            log   | UPDATE event SET payload = 'x' WHERE position = 3     | the hash of event 3 does not fit
            log   | DELETE FROM event WHERE position = 2                  | 2 events from position 1 to 3: some are missing
            log   | DELETE FROM event WHERE position = 1                  | some are missing
            log   | DELETE FROM store_head                                | no head
            index | UPDATE task_head SET seq = 0 WHERE task = 'a'         | task a ends with event 0
            index | DELETE FROM task_head WHERE task = 'b'                | does not know it
            index | UPDATE task_head SET changed_position = 1 WHERE task = 'a' | task a last changed at position 1
            index | UPDATE task_head SET changed_position = 2 WHERE task = 'b' | task b last changed at position 2
            index | INSERT INTO checkpoint VALUES ('cp-x', 'a', 1, 2, 0)  | checkpoint cp-x
            views | UPDATE view_token SET position = 7                    | view tasks has taken in 7 events, the log has 3
            index | DROP TABLE checkpoint                                 | cannot be looked at
            """)
    void what_contradicts_the_log_is_damage_and_is_named(String check, String damage, String words)
            throws SQLException {
        damage(damage);
        assertThat(finding(check).level()).isEqualTo(Level.PROBLEM);
        assertThat(found(check)).contains(words);
        assertThat(finding(check).next()).contains("Restore a copy");
        assertThat(look().problem()).contains(RefusalCode.CORRUPT);
    }

    @Test
    void a_checkpoint_that_is_where_the_index_says_is_well() {
        try (Store store = SqliteStore.open(file, options)) {
            store.append(indexed(
                    AppendUnit.ofEvents(List.of(
                            new NewEvent("task/a", 2, "task.CheckpointCreated", "1", new byte[0], new byte[0]))),
                    moved("a", 2),
                    new CheckpointAdded("cp-1", "a", 0, false)));
        }
        assertThat(found("index")).startsWith("2 tasks and 1 checkpoint;");
    }

    @Test
    void a_damaged_page_is_damage() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4096 * 3, bytes.length, (byte) 0x5A);
        Files.write(file, bytes);
        assertThat(finding("pages").level()).isEqualTo(Level.PROBLEM);
        assertThat(look().problem()).contains(RefusalCode.CORRUPT);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void a_store_of_a_newer_version_is_not_judged() throws SQLException {
        damage("INSERT INTO schema_migration VALUES ('engine', 99, 'x', 0)");
        assertThat(look().problem()).contains(RefusalCode.VERSION_INCOMPATIBLE);
        assertThat(found("schema")).contains("newer version");
        assertThat(look().findings()).extracting(Finding::check).doesNotContain("log");
    }

    @Test
    void a_store_of_an_older_version_is_well_but_for_a_warning() {
        StoreOptions more =
                options.withTables(new MigrationScripts("views", MigrationsTest.class, List.of("001_board.sql")));
        StoreDiagnosis diagnosis = SqliteDiagnosis.of(file, more);
        assertThat(diagnosis.problem()).isEmpty();
        assertThat(diagnosis.findings())
                .anyMatch(finding -> finding.check().equals("schema") && finding.level() == Level.WARNING)
                .anyMatch(finding -> finding.check().equals("log") && finding.level() == Level.OK);
    }

    @Test
    void a_store_of_the_first_version_is_well_but_for_a_warning() {
        Path old = folder.resolve("old");
        OldStores.create(StoreKind.SQLITE, old, List.of(Units.event("task/a", 0, "x")));
        StoreDiagnosis diagnosis = SqliteDiagnosis.of(old.resolve("store.db"), options);
        assertThat(diagnosis.problem()).isEmpty();
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.level() == Level.WARNING)
                .extracting(Finding::check)
                .containsExactly("schema");
    }

    @Test
    void what_is_no_store_is_called_by_its_name() throws Exception {
        assertThat(problem(folder.resolve("none.db"))).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(problem(Files.createFile(folder.resolve("empty.db")))).isEqualTo(RefusalCode.CORRUPT);
        assertThat(problem(Files.writeString(folder.resolve("text"), "no database ".repeat(50))))
                .isEqualTo(RefusalCode.CORRUPT);
        assertThat(problem(folder)).isEqualTo(RefusalCode.INVALID_INPUT);
        Path other = folder.resolve("other.db");
        try (Connection theirs = sqlite(other)) {
            execute(theirs, "CREATE TABLE theirs (x)");
        }
        assertThat(problem(other)).isEqualTo(RefusalCode.INVALID_INPUT);
    }

    @Test
    void a_head_in_the_future_of_the_clock_is_a_warning() {
        clock.set(TestClock.START.minus(Duration.ofHours(3)));
        assertThat(finding("clock").level()).isEqualTo(Level.WARNING);
        assertThat(found("clock")).contains("3 h 0 min ahead of this machine's clock");
        assertThat(look().problem()).isEmpty();
        try (Store store = SqliteStore.open(file, options)) {
            assertThat(store.append(unit("task/c", 0)).recordedAt())
                    .as("recorded time never goes back")
                    .isEqualTo(TestClock.START);
        }
        clock.set(TestClock.START.plus(Duration.ofHours(3)));
        assertThat(finding("clock").level()).isEqualTo(Level.OK);
    }

    @Test
    void who_keeps_the_lock_is_named_where_the_system_tells() {
        try (Forked holder = Forked.start(folder, LockHolder.class, StoreKind.SQLITE.address(folder), "30")
                .awaitLine()) {
            assertThat(finding("lock").level()).isEqualTo(Level.WARNING);
            assertThat(look().problem()).isEmpty();
            assumeTrue(Files.exists(Path.of("/proc/locks")), "this system does not tell who holds locks");
            assertThat(found("lock")).contains("by process %d (java)".formatted(holder.pid()));
        }
        assertThat(found("lock")).isEqualTo("nobody keeps it");
    }

    @Test
    void a_store_that_nobody_closed_is_left_to_who_may_write_it() throws IOException {
        Path left = Files.createDirectory(folder.resolve("left")).resolve("store.db");
        try (Store writer = SqliteStore.open(file, options)) {
            writer.append(unit("task/c", 0));
            Files.copy(file, left);
            Files.copy(file.resolveSibling("store.db-wal"), left.resolveSibling("store.db-wal"));
        }
        StoreDiagnosis diagnosis = SqliteDiagnosis.of(left, options);
        assertThat(diagnosis.findings())
                .last()
                .matches(last -> last.check().equals("closed") && last.level() == Level.WARNING);
        assertThat(left.resolveSibling("store.db-shm")).doesNotExist();
        SqliteStore.open(left, options).close();
        assertThat(SqliteDiagnosis.of(left, options).findings())
                .extracting(Finding::found)
                .contains("4 events without a hole");
    }

    private StoreDiagnosis look() {
        return SqliteDiagnosis.of(file, options);
    }

    private Finding finding(String check) {
        return look().findings().stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private String found(String check) {
        return finding(check).found();
    }

    private RefusalCode problem(Path path) {
        StoreDiagnosis diagnosis = SqliteDiagnosis.of(path, options);
        assertThat(diagnosis.findings())
                .hasSize(1)
                .allMatch(finding -> finding.next() != null || finding.remedy() != null);
        return diagnosis.problem().orElseThrow();
    }

    private void damage(String statement) throws SQLException {
        try (Connection connection = sqlite(file)) {
            execute(connection, statement);
        }
    }

    private Map<String, Object> files() throws IOException {
        Map<String, Object> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(path.toString(), Files.getLastModifiedTime(path) + " " + Files.size(path));
            }
        }
        files.put(folder.toString(), Files.getLastModifiedTime(folder));
        return files;
    }
}
