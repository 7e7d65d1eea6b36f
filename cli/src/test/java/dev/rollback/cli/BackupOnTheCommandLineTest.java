package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.RollbackSettings;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.StoreWithoutRollbacks;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.LogHead;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Backing up and restoring, as a person does it. */
@OnEveryStore
class BackupOnTheCommandLineTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private Workplace here;

    @BeforeEach
    void aTaskThatWentBack() throws IOException {
        here = Workplace.of(kind, folder);
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", "Alpha").exits(0);
        co(here, "tasks", "start", "A").exits(0);
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-here")
                .exits(0);
        co(here, "tasks", "update", "A", "--merge", "{\"n\":1}").exits(0);
        co(here, "rollback", "--checkpoint-id", "cp-here", "--reason", "why", "--yes")
                .exits(0);
        Files.createDirectory(here.resolve("monday"));
    }

    @Test
    void P20_a_backup_opens_elsewhere_and_shows_what_the_store_showed() {
        backUp().prints("Wrote monday/store.db: 7 events, ").complains("co status --store monday");
        assertThat(here.resolve("monday"))
                .isDirectoryContaining("glob:**/store.db")
                .isDirectoryNotContaining("glob:**/.*");
        for (List<String> question : List.of(
                List.of("tasks", "list"),
                List.of("tasks", "show", "A"),
                List.of("rollback", "history"),
                List.of("checkpoints", "list"),
                List.of("log"),
                List.of("blame", "A"))) {
            String[] words = question.toArray(String[]::new);
            assertThat(copy(words).exits(0).out())
                    .isEqualTo(co(here, words).out())
                    .isNotEmpty();
        }
    }

    @Test
    void reading_a_backup_changes_no_byte_of_it_and_says_that_it_is_one() throws IOException {
        backUp();
        byte[] before = Files.readAllBytes(here.resolve("monday/store.db"));
        copy("status").exits(0).prints("backup:", "nobody has written to it yet");
        assertThat(copy("status", "-o", "json")
                        .json()
                        .node()
                        .at("/item/backupOf")
                        .asText())
                .endsWith("Z");
        copy("doctor").exits(0).prints("backup", "warning", "nobody has written to it yet");
        copy("log").exits(0);
        copy("rollback", "history").exits(0);
        copy("tasks", "show", "A").exits(0);
        copy("rollback", "--checkpoint-id", "cp-here", "--reason", "x", "--dry-run");
        assertThat(Files.readAllBytes(here.resolve("monday/store.db"))).isEqualTo(before);
        assertThat(co(here, "status").out()).doesNotContain("nobody has written");
        assertThat(co(here, "doctor").out()).doesNotContain("nobody has written");
    }

    @Test
    void the_first_command_that_writes_says_that_the_store_was_restored_and_the_next_does_not() {
        backUp();
        copy("tasks", "update", "A", "--epoch", "1", "--merge", "{\"n\":2}")
                .exits(8)
                .complains(
                        "The store was restored from a backup of 20",
                        "who worked since then must start anew",
                        "the store was restored from a backup meanwhile");
        CoRun next = copy("rollback", "undo", "@latest", "--yes").exits(0);
        assertThat(next.err()).doesNotContain("restored");
        copy("status").prints("1 running");
        assertThat(copy("status").out()).doesNotContain("nobody has written");
        copy("log").prints("store restored from a backup of 20", "fenced: in epoch 20");
        copy("log", "--graph").prints("store restored from a backup of", "1 task fenced");
        copy("log", "A").prints("fenced");
        copy("tasks", "show", "A").prints("\"n\": 1");
    }

    @Test
    void doctor_leaves_what_is_unfinished_in_a_backup_unfinished() {
        StoreAddress address =
                StoreAddress.of(kind == StoreKind.SQLITE ? ".taskmaster/rollbacks" : kind.address(folder), folder);
        EngineOptions options = EngineOptions.defaults()
                .withRollback(RollbackSettings.defaults().withOnFailure(true));
        Store store = Stores.open(address, Map.of(), InstantSource.system());
        try (RollbackEngine dying = RollbackEngine.on(new StoreWithoutRollbacks(store), options)) {
            dying.tasks().withEpoch(1).fail("A", "boom");
        }
        co(here, "backup", "monday/store.db").exits(0);
        copy("doctor").exits(0).prints("1 failed task is still to go back", "nobody has written to it yet");
        copy("status").prints("unfinished:", "nobody has written to it yet");
        co(here, "doctor").exits(0).prints("has now gone back");
    }

    @Test
    void scripts_hear_of_it_too() {
        JsonNode item = co(here, "backup", "monday/store.db", "-o", "json")
                .exits(0)
                .json()
                .node()
                .at("/item");
        assertThat(item.get("file").asText())
                .isEqualTo(here.resolve("monday/store.db").toString());
        assertThat(item.get("events").asLong()).isEqualTo(7);
        assertThat(item.get("bytes").asLong())
                .isEqualTo(here.resolve("monday/store.db").toFile().length());
        assertThat(item.get("madeAt").asText()).endsWith("Z");
    }

    @Test
    void a_file_that_is_there_is_replaced_only_where_that_is_said() throws IOException {
        Path file = Files.writeString(here.resolve("monday/store.db"), "precious");
        co(here, "backup", "monday/store.db").exits(4).complains("is there already", "--force");
        assertThat(file).hasContent("precious");
        co(here, "backup", "monday/store.db", "--force").exits(0);
        copy("status").exits(0).prints("7");
    }

    @Test
    void what_cannot_be_a_backup_is_refused_and_nothing_is_written() throws IOException {
        co(here, "backup", "nowhere/store.db").exits(2).complains("there is no folder", "Make it first");
        co(here, "backup", "monday", "--force").exits(2).complains("is no file");
        assertThat(here.resolve("monday")).isEmptyDirectory();
        if (kind == StoreKind.SQLITE) {
            Path own = here.resolve(".taskmaster/rollbacks");
            for (String name : List.of("store.db", "copy.db")) {
                co(here, "backup", own.resolve(name).toString(), "--force")
                        .exits(2)
                        .complains("in the store's own folder");
            }
            assertThat(own).isDirectoryNotContaining("glob:**/copy.db").isDirectoryNotContaining("glob:**/.*");
            co(here, "status").exits(0).prints("7");
        }
    }

    @Test
    void a_backup_that_was_looked_at_can_be_replaced_and_one_that_is_open_cannot() {
        backUp();
        copy("status").exits(0);
        co(here, "tasks", "start", "A").exits(0);
        co(here, "backup", "monday/store.db", "--force").exits(0);
        copy("status").prints("8");
        try (Store open = Stores.open(new Folder(here.resolve("monday")), Map.of(), InstantSource.system())) {
            LogHead before = open.read(Reading::head);
            co(here, "backup", "monday/store.db", "--force").exits(4).complains("somebody has open");
            assertThat(open.read(Reading::head)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @Test
    void a_file_of_another_name_is_told_how_to_open_it() {
        co(here, "backup", "monday/before-lunch.db").exits(0).complains("name it store.db in a folder of its own");
    }

    private CoRun backUp() {
        return co(here, "backup", "monday/store.db").exits(0);
    }

    private CoRun copy(String... words) {
        String[] all =
                Stream.concat(Stream.of(words), Stream.of("--store", "monday")).toArray(String[]::new);
        return co(here, all);
    }
}
