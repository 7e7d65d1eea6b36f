package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.onScreen;
import static dev.rollback.cli.CoRun.piped;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class AuditOnTheCommandLineTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private Workplace place;

    @BeforeEach
    void oneTask() {
        place = new Workplace(here, Map.of("CO_STORE", kind.address(here.resolve("store"))));
        co(place, "init").exits(0);
        co(place, "tasks", "register", "A", "--title", "Alpha").exits(0);
        co(place, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-first")
                .exits(0);
        co(place, "tasks", "start", "A").exits(0);
        co(place, "rollback", "--checkpoint-id", "cp-first", "--reason", "r", "--yes")
                .exits(0);
        co(place, "tasks", "list").exits(0);
    }

    @Test
    void N08_an_audit_says_what_it_compared_and_that_all_is_well() {
        co(place, "audit").exits(0).prints("chain", "All that is shown is what happened: 6 events", "keep a seal");
        JsonNode report = co(place, "audit", "-o", "json").exits(0).json().node();
        assertThat(report.path("schema").asInt()).isEqualTo(1);
        assertThat(report.path("kind").asText()).isEqualTo("audit");
        assertThat(report.path("item").path("divergences").asInt(-1)).isZero();
        assertThat(report.path("item").path("checks")).hasSize(10);
        co(place, "audit", "--task", "A").exits(0).prints("not made", "What was looked at is as the log says");
        assertThat(co(place, "audit", "--task", "A").exits(0).out()).containsPattern("boards +not made");
        co(place, "audit", "--since", "cp-first")
                .exits(0)
                .complains("since position 2")
                .prints("chain        ok");
        onScreen(place, 100, "audit").exits(0).prints("All that is shown");
    }

    @Test
    void N08_what_is_not_as_the_log_says_ends_with_5_and_names_the_place() {
        sql("UPDATE view_task SET title = 'Beta'");
        co(place, "audit")
                .exits(5)
                .prints(
                        "1 divergence from the log",
                        "view_task [A]: title is Beta, and should be Alpha",
                        "co views rebuild");
        JsonNode first = co(place, "audit", "-o", "json")
                .exits(5)
                .json()
                .node()
                .path("item")
                .path("first");
        assertThat(first.path("check").asText()).isEqualTo("VIEWS");
        co(place, "audit", "--task", "A").exits(0);
        co(place, "views", "rebuild", "checkpoints").exits(0).prints("it was as the log says");
        co(place, "audit").exits(5);
        co(place, "views", "rebuild").exits(0).prints("tasks: made again; 1 row put right");
        co(place, "audit").exits(0);
        sql("UPDATE event SET revision = '7' WHERE position = 3");
        co(place, "audit")
                .exits(5)
                .prints("first: event 3 (task.TaskStarted, 2 of task/A)", "Restore a copy of the store");
        co(place, "audit", "--since", "pos:3").exits(5);
    }

    @Test
    void N08_a_time_out_of_all_bounds_is_an_event_that_was_changed() {
        sql("UPDATE event SET recorded_at = 9223372036854775807 WHERE position = 2");
        co(place, "audit").exits(5).prints("first: event 2");
        sql("UPDATE event SET recorded_at = -9223372036854775808 WHERE position = 2");
        co(place, "audit").exits(5).prints("first: event 2");
    }

    @Test
    void N08_what_cannot_be_read_at_all_is_damage_too() {
        sql("DELETE FROM store_head");
        co(place, "audit").exits(5).complains("the log has no head", "Restore a copy");
        co(place, "tasks", "list").exits(5).complains("the log has no head");
        co(place, "tasks", "start", "A").exits(5).complains("the log has no head");
        co(place, "doctor").exits(5).prints("the log has no head");
    }

    @Test
    void N08_so_is_a_table_that_is_not_there() {
        edit("ALTER TABLE view_task RENAME TO view_tusk");
        co(place, "audit").exits(5).complains("table view_task is missing");
        edit("ALTER TABLE view_tusk RENAME TO view_task");
        edit("ALTER TABLE checkpoint_mark RENAME TO checkpoint_murk");
        co(place, "audit").exits(5).complains("table checkpoint_mark is missing");
    }

    @Test
    void an_audit_to_a_file_is_whole_or_not_there() throws Exception {
        co(place, "audit", "-o", "json", "--out", "report.json").exits(0);
        assertThat(Files.readString(here.resolve("report.json"))).contains("\"kind\": \"audit\"");
        co(place, "audit", "--task", "none", "--out", "other.json").exits(3).complains("there is no task none");
        assertThat(here.resolve("other.json")).doesNotExist();
        co(place, "audit", "--since", "pos:70").exits(3).complains("ends at 6");
    }

    @Test
    void N08_a_seal_is_kept_elsewhere_and_verified() throws Exception {
        co(place, "audit", "seal", "--out", "seal.json")
                .exits(0)
                .complains("Sealed the log up to position 6", "seal.json");
        co(place, "tasks", "start", "A").exits(0);
        co(place, "audit", "verify", "--seal", "seal.json").exits(0).prints("the 6 events", "1 event came since");
        String seal = Files.readString(here.resolve("seal.json"));
        piped(place, seal, "audit", "verify", "--seal", "-").exits(0);
        String hash = co(place, "audit", "seal", "-o", "id").exits(0).out().strip();
        assertThat(co(place, "audit", "-o", "id").exits(0).out().strip()).isEqualTo(hash);
        Files.writeString(
                here.resolve("other.json"), seal.replaceAll("\"[0-9a-f]{64}\"", "\"" + "0".repeat(64) + "\""));
        co(place, "audit", "verify", "--seal", "other.json").exits(5).complains("are not those that were sealed");
        Files.writeString(here.resolve("longer.json"), seal.replace("\"position\": 6", "\"position\": 60"));
        co(place, "audit", "verify", "--seal", "longer.json").exits(5).complains("ends at position 7");
    }

    @Test
    void what_is_no_seal_is_refused_as_such() throws Exception {
        Files.writeString(here.resolve("no.json"), "{\"kind\":\"plan\"}");
        co(place, "audit", "verify", "--seal", "no.json").exits(2).complains("is no seal", "co audit seal --out FILE");
        Files.writeString(here.resolve("half.json"), "{\"schema\":1,\"kind\":\"seal\",\"item\":{\"position\":1}}");
        co(place, "audit", "verify", "--seal", "half.json").exits(2).complains("missing or wrong");
        Files.writeString(here.resolve("new.json"), "{\"schema\":2,\"kind\":\"seal\"}");
        co(place, "audit", "verify", "--seal", "new.json").exits(2).complains("it is of form 2");
        co(place, "audit", "verify", "--seal", "none.json").exits(3);
        co(place, "audit", "verify").exits(2);
    }

    @Test
    void there_is_nothing_to_seal_before_the_first_event(@TempDir Path empty) {
        Workplace other = new Workplace(empty, Map.of());
        co(other, "init").exits(0);
        co(other, "audit").exits(0).prints("0 events");
        co(other, "audit", "seal", "--out", "seal.json").exits(3).complains("nothing to seal");
        assertThat(empty.resolve("seal.json")).doesNotExist();
    }

    @Test
    void an_unknown_view_is_refused_with_those_there_are() {
        co(place, "views", "rebuild", "none").exits(2).complains("tasks, checkpoints, rollbacks");
        co(place, "views").exits(2).complains("rebuild");
    }

    private void edit(String statement) {
        try (Store store = kind.create(here.resolve("store"), StoreOptions.of(InstantSource.system()))) {
            store.<Integer>write(reading -> reading.sql().update(statement));
        }
    }

    private void sql(String statement) {
        try (Store store = kind.create(here.resolve("store"), StoreOptions.of(InstantSource.system()))) {
            assertThat(store.<Integer>write(reading -> reading.sql().update(statement)))
                    .isPositive();
        }
    }
}
