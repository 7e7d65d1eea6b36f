package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.Callers;
import dev.rollback.store.Callers.Call;
import dev.rollback.store.Forked;
import dev.rollback.store.Store;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.TestClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
    private static final StoreOptions OPTIONS = StoreOptions.of(new TestClock());

    @TempDir
    Path folder = Path.of("");

    @Test
    void opening_a_missing_store_is_refused_and_makes_nothing() {
        assertRefused(folder.resolve("a/store.db"), RefusalCode.NOT_FOUND);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void only_the_owner_may_read_what_is_made() throws IOException {
        Path made = folder.resolve("project/.taskmaster/rollbacks");
        Path file = made.resolve("store.db");
        try (Store store = SqliteStore.create(file, OPTIONS)) {
            store.append(unit("task/a", 0));
            assertThat(permissions(made)).isEqualTo("rwx------");
            assertThat(names(made)).containsExactly("store.db", "store.db-shm", "store.db-wal");
            for (String name : names(made)) {
                assertThat(permissions(file.resolveSibling(name))).as(name).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void a_folder_that_is_there_is_left_as_it_is() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        SqliteStore.create(folder.resolve("store.db"), OPTIONS).close();
        assertThat(permissions(folder)).isEqualTo("rwxr-x---");
    }

    @Test
    void an_empty_file_is_a_store_that_was_not_begun_yet() throws IOException {
        Path file = Files.createFile(folder.resolve("store.db"));
        try (Store store = SqliteStore.open(file, OPTIONS)) {
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
        }
    }

    @Test
    void the_log_beside_is_on_and_every_commit_is_synced() throws SQLException {
        Path file = folder.resolve("store.db");
        SqliteStore.create(file, OPTIONS).close();
        SqliteConnections connections = new SqliteConnections(file, Duration.ofSeconds(1));
        try (JdbcSql sql = new JdbcSql(connections.writer(), new SqliteDialect(file))) {
            assertThat(sql.first("PRAGMA journal_mode", row -> row.getString(1)))
                    .contains("wal");
            assertThat(sql.first("PRAGMA synchronous", row -> row.getInt(1))).contains(2);
            assertThat(sql.first("PRAGMA application_id", row -> row.getInt(1))).contains(SqliteFile.APPLICATION_ID);
        }
    }

    @Test
    void what_is_no_database_is_refused_untouched() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "not a database ".repeat(100));
        assertRefusedUntouched(text, RefusalCode.CORRUPT);
        Path tiny = Files.writeString(folder.resolve("tiny"), "x");
        assertRefusedUntouched(tiny, RefusalCode.CORRUPT);
    }

    @Test
    void a_database_of_another_program_is_refused_untouched() throws IOException, SQLException {
        Path file = folder.resolve("other.db");
        try (Connection other = sqlite(file)) {
            execute(other, "PRAGMA journal_mode = wal");
            execute(other, "CREATE TABLE theirs (x)");
            assertRefusedUntouched(file, RefusalCode.INVALID_INPUT);
        }
        assertRefusedUntouched(file, RefusalCode.INVALID_INPUT);
    }

    @Test
    void a_store_that_was_cut_off_while_its_log_was_moved_into_it_is_ours_and_whole() throws Exception {
        Path file = folder.resolve("store.db");
        Path cut = Files.createDirectory(folder.resolve("cut")).resolve("store.db");
        try (Store store = SqliteStore.create(file, OPTIONS)) {
            store.append(unit("task/a", 0, "x".repeat(100_000)));
            for (String name : List.of("store.db", "store.db-wal", "store.db-shm")) {
                Files.copy(file.resolveSibling(name), cut.resolveSibling(name));
            }
        }
        // of the pages only the first has arrived: it tells of more than there are
        byte[] first = Arrays.copyOf(Files.readAllBytes(file), 4096);
        try (FileChannel channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(first));
        }
        try (Store store = SqliteStore.open(cut, OPTIONS)) {
            assertThat(store.append(unit("task/a", 1)).first()).isEqualTo(2);
        }
    }

    @Test
    void a_folder_is_refused() {
        assertRefused(folder, RefusalCode.INVALID_INPUT);
    }

    @Test
    void a_damaged_store_is_called_damaged() throws IOException {
        Path file = folder.resolve("store.db");
        SqliteStore.create(file, OPTIONS).close();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 100, bytes.length, (byte) 0x5A);
        Files.write(file, bytes);
        assertRefusedUntouched(file, RefusalCode.CORRUPT);
    }

    @Test
    void another_process_that_keeps_the_lock_makes_it_busy_and_nothing_is_written() throws SQLException {
        Path file = folder.resolve("store.db");
        try (Store store = SqliteStore.create(file, OPTIONS.withPatience(Duration.ofMillis(200)));
                Connection other = sqlite(file)) {
            execute(other, "BEGIN IMMEDIATE");
            assertThatThrownBy(() -> store.append(unit("task/a", 0)))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.STORE_UNAVAILABLE))
                    .hasMessageContaining("busy");
            assertThat(store.<Long>read(reading -> reading.head().position())).isZero();
            execute(other, "ROLLBACK");
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
        }
    }

    @Test
    void two_stores_on_one_file_see_each_other() {
        Path file = folder.resolve("store.db");
        try (Store one = SqliteStore.create(file, OPTIONS);
                Store two = SqliteStore.create(file, OPTIONS)) {
            one.append(unit("task/a", 0));
            assertThat(two.append(unit("task/a", 1)).first()).isEqualTo(2);
            assertThatThrownBy(() -> one.append(unit("task/a", 1))).hasMessageContaining("task/a moved");
        }
    }

    @Test
    void a_second_store_on_the_file_does_not_give_the_locks_of_the_first_away() throws IOException {
        Path file = folder.resolve("store.db");
        try (Store one = SqliteStore.create(file, OPTIONS)) {
            one.append(unit("task/a", 0));
            SqliteStore.open(file, OPTIONS).close();
            assertThat(headAsOthersSeeIt(file)).isEqualTo("1");
            assertThat(names(folder)).as("nobody took the open log away").contains("store.db-wal");
            one.append(unit("task/a", 1));
            assertThat(headAsOthersSeeIt(file)).isEqualTo("2");
        }
    }

    private String headAsOthersSeeIt(Path file) {
        try (Forked other =
                Forked.start(folder, PlainSqlite.class, file.toString(), "SELECT position FROM store_head")) {
            assertThat(other.awaitEnd()).isZero();
            return String.join("\n", other.newLines());
        }
    }

    @Test
    void two_stores_that_write_at_once_keep_the_log_dense() throws Exception {
        Path file = folder.resolve("store.db");
        try (Store one = SqliteStore.create(file, OPTIONS);
                Store two = SqliteStore.create(file, OPTIONS)) {
            List<Call<Boolean>> calls = IntStream.range(0, 4)
                    .mapToObj(n -> Callers.start(() -> appendFifty(n % 2 == 0 ? one : two, "task/" + n)))
                    .toList();
            Callers.all(calls);
            List<StoredEvent> log = one.read(reading -> reading.after(0, Integer.MAX_VALUE));
            assertThat(log).hasSize(200);
            assertThat(log.get(199).position()).isEqualTo(200);
        }
    }

    private static boolean appendFifty(Store store, String stream) {
        IntStream.range(0, 50).forEach(seq -> store.append(unit(stream, seq)));
        return true;
    }

    @Test
    void several_may_make_the_store_at_once() throws Exception {
        for (int round = 0; round < 10; round++) {
            Path file = folder.resolve("store" + round + ".db");
            List<Call<Boolean>> calls = IntStream.range(0, 4)
                    .mapToObj(n -> Callers.start(() -> {
                        try (Store store = SqliteStore.create(file, OPTIONS)) {
                            return store.append(unit("task/" + n, 0)).first() > 0;
                        }
                    }))
                    .toList();
            assertThat(Callers.all(calls)).hasSize(4).containsOnly(true);
        }
    }

    @Test
    void a_full_disk_refuses_and_keeps_what_was_acknowledged() throws SQLException {
        Path file = folder.resolve("store.db");
        SqliteStore.create(file, OPTIONS).close();
        SqliteConnections unlimited = new SqliteConnections(file, Duration.ofSeconds(1));
        Connections small = new Connections() {
            @Override
            public Connection writer() throws SQLException {
                Connection connection = unlimited.writer();
                execute(connection, "PRAGMA max_page_count = 40");
                return connection;
            }

            @Override
            public Connection reader() throws SQLException {
                return unlimited.reader();
            }
        };
        try (Store store = new JdbcStore(small, new SqliteDialect(file), OPTIONS)) {
            store.append(unit("task/a", 0));
            String large = "x".repeat(200_000);
            assertThatThrownBy(() -> store.append(unit("task/a", 1, large)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("the disk is full")
                    .hasMessageNotContaining("xxx");
            assertThat(store.append(unit("task/a", 1)).first()).isEqualTo(2);
        }
    }

    private void assertRefusedUntouched(Path file, RefusalCode code) throws IOException {
        byte[] before = Files.readAllBytes(file);
        List<String> names = names(folder);
        assertRefused(file, code);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        if (code != RefusalCode.CORRUPT || before.length < 4096) {
            assertThat(names(folder)).isEqualTo(names);
        }
    }

    private static void assertRefused(Path file, RefusalCode code) {
        assertThatThrownBy(() -> SqliteStore.open(file, OPTIONS))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    static Connection sqlite(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName).map(Path::toString).sorted().toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
