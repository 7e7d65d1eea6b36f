package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.onScreen;
import static dev.rollback.cli.CoRun.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.Forked;
import dev.rollback.store.LockHolder;
import dev.rollback.store.Store;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path here;

    private Path file;

    @BeforeEach
    void oneTask() {
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", "Alpha").exits(0);
        file = here.resolve(".taskmaster/rollbacks/store.db");
    }

    @Test
    void says_where_the_store_is_and_why_and_that_all_is_well() {
        co(here, "doctor")
                .exits(0)
                .prints("place", here.toString(), "the nearest one upwards", "1 event without a hole");
        co(here, "doctor", "--store", ".taskmaster/rollbacks").exits(0).prints("because of --store");
        with(here, Map.of("CO_STORE", ".taskmaster/rollbacks"), "doctor")
                .exits(0)
                .prints("because of CO_STORE");
        assertThat(co(here, "doctor").out()).doesNotContain("warning", "problem");
    }

    @Test
    void of_a_bad_configuration_it_says_what_helps() throws IOException {
        Files.writeString(here.resolve("orchestrator_config.json"), "{\"rollback_on_failure\":\"maybe\"}");
        co(here, "doctor").exits(2).prints("place: Correct it. Another configuration file can be named with --config.");
        Files.writeString(here.resolve("other.json"), "{}");
        co(here, "doctor", "--config", "other.json").exits(0);
    }

    @Test
    void a_checkpoint_of_everything_is_nothing_to_worry_about() {
        co(here, "checkpoint", "all").exits(0);
        co(here, "doctor").exits(0);
    }

    @Test
    void N10_tries_every_event_and_checkpoint_and_names_what_would_not_restore() {
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "x", "--id", "cp-x")
                .exits(0);
        co(here, "doctor", "--versions")
                .exits(0)
                .prints("2 events", "1 checkpoint", "1.0: 1", "Everything can be restored.");
        TaskStateSchema later = TaskStateSchema.of("2.0").with(1, "2.0", data -> data);
        try (RollbackEngine engine = RollbackEngine.open(
                EngineOptions.defaults().withDirectory(file.getParent()).withSchema(later))) {
            engine.tasks().merge("A", ComponentName.TASK_STATE, Json.parse("{\"n\":1}"));
        }
        CoRun refused = co(here, "doctor", "--versions");
        refused.exits(7)
                .prints("1 cannot be read or restored", "checkpoint cp-x of task A", "version 1.0", "version 2.0");
        JsonNode report =
                co(here, "doctor", "--versions", "-o", "json").exits(7).json().node();
        assertThat(report.toString()).contains("cp-x");
        co(here, "rollback", "cp-x", "--reason", "x", "--yes").exits(7).complains("version 1.0");
    }

    @Test
    void is_there_for_scripts_too() {
        JsonNode document = co(here, "doctor", "-o", "json").exits(0).json().node();
        assertThat(document.get("kind").asText()).isEqualTo("findings");
        assertThat(document.get("items").findValuesAsText("check"))
                .startsWith("place", "file")
                .contains("log", "lock");
        assertThat(document.get("items").findValuesAsText("level")).containsOnly("OK");
        onScreen(new Workplace(here, Map.of()), 60, "doctor").exits(0).prints("ok");
    }

    @Test
    void leaves_no_trace() throws IOException {
        List<String> before = files();
        byte[] bytes = Files.readAllBytes(file);
        co(here, "doctor").exits(0);
        assertThat(files()).isEqualTo(before);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void without_a_store_exits_with_3_and_says_how_to_make_one(@TempDir Path elsewhere) {
        co(elsewhere, "doctor").exits(3).prints("problem", "co init");
        co(elsewhere, "doctor", "--store", "none").exits(3).prints("there is no store", "co init");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void a_damaged_store_exits_with_5() throws SQLException {
        sql("DELETE FROM event WHERE position = 1");
        co(here, "doctor").exits(5).prints("problem", "Restore a copy");
    }

    @Test
    void N08_a_store_whose_tables_are_not_there_exits_with_5_and_so_does_its_audit() throws SQLException {
        sql("ALTER TABLE store_head RENAME TO store_hoad");
        co(here, "doctor").exits(5).prints("problem", "Restore a copy");
        co(here, "audit").exits(5).complains("table store_head is missing");
    }

    @Test
    void N08_a_file_of_an_unknown_form_exits_with_5_and_so_does_its_audit() throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(47); // https://www.sqlite.org/fileformat.html#schema_format_number
            bytes.write(12);
        }
        co(here, "doctor").exits(5).prints("damaged", "Restore");
        co(here, "audit").exits(5).complains("damaged");
    }

    @Test
    void a_newer_store_exits_with_7() throws SQLException {
        sql("INSERT INTO schema_migration VALUES ('projections', 99, 'x', 0)");
        co(here, "doctor").exits(7).prints("newer version", "Use the program that wrote the store");
        co(here, "tasks", "list").exits(7).complains("newer version", "was not touched");
    }

    @Test
    void a_database_of_another_program_exits_with_2_and_so_does_a_wrong_configuration() throws Exception {
        Path other = Files.createDirectory(here.resolve("other"));
        try (Connection theirs = DriverManager.getConnection("jdbc:sqlite:" + other.resolve("store.db"));
                Statement statement = theirs.createStatement()) {
            statement.execute("CREATE TABLE theirs (x)");
        }
        co(here, "doctor", "--store", "other").exits(2).prints("another program");
        co(here, "tasks", "list", "--store", "other").exits(2).complains("another program", "was not touched");
        Files.writeString(here.resolve("orchestrator_config.json"), "{\"rollback_storage_dir\":7}");
        co(here, "doctor").exits(2).prints("place", "/rollback_storage_dir");
    }

    @Test
    void what_is_no_database_exits_with_5() throws IOException {
        Files.writeString(file, "not a database ".repeat(500));
        co(here, "doctor").exits(5).prints("no SQLite database");
        Files.write(file, new byte[0]);
        co(here, "doctor").exits(5).prints("is empty");
    }

    @Test
    void a_clock_that_went_back_is_a_warning_and_recorded_time_does_not_go_back() {
        InstantSource tomorrow = InstantSource.offset(InstantSource.system(), Duration.ofDays(1));
        Folder folder = new Folder(file.getParent());
        try (RollbackEngine early =
                RollbackEngine.on(Stores.open(folder, Map.of(), tomorrow), EngineOptions.defaults())) {
            early.tasks().register("B", "Beta");
        }
        co(here, "doctor").exits(0).prints("warning", "ahead of this machine's clock", "Set the clock right");
        co(here, "tasks", "start", "A").exits(0);
        try (Store store = Stores.look(folder, Map.of(), InstantSource.system())) {
            List<Long> times = store.read(reading ->
                    reading.sql().list("SELECT recorded_at FROM event ORDER BY position", row -> row.getLong(1)));
            assertThat(times).hasSize(3).isSorted();
        }
    }

    @Test
    void who_keeps_the_lock_is_a_warning() {
        try (Forked holder = Forked.start(
                        here, LockHolder.class, file.getParent().toString(), "30")
                .awaitLine()) {
            assertThat(holder.isAlive()).isTrue();
            co(here, "doctor").exits(0).prints("lock", "warning", "longer than a second");
        }
        assertThat(co(here, "doctor").exits(0).out()).doesNotContain("warning");
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
