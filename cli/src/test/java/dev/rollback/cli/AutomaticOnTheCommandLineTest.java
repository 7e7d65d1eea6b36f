package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskReceipt;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.StoreWithoutRollbacks;
import dev.rollback.app.reader.DueTask;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.DueText;
import dev.rollback.cli.command.Session;
import dev.rollback.cli.tasks.AutomaticText;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import picocli.CommandLine;

/** What a person sees of what happens by itself. */
@OnEveryStore
class AutomaticOnTheCommandLineTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private Workplace here;

    @BeforeEach
    void store() {
        here = Workplace.of(kind, folder);
        co(here, "init").exits(0);
    }

    @Test
    void G06_a_failing_task_goes_back_and_it_is_told() {
        guarded("A");
        co(here, "tasks", "fail", "A", "--error", "disk full", "--cause", "RESOURCE_LIMIT")
                .exits(0)
                .prints("A: failed (event 3, epoch 0)")
                .complains("It went back to checkpoint a-1 by itself (rb-", "epoch 1", "co rollback undo rb-");
        co(here, "tasks", "show", "A").exits(0).prints("pending");
        co(here, "rollback", "history").exits(0).prints("disk full", "RESOURCE_LIMIT");
        String id = co(here, "rollback", "history", "-o", "id").exits(0).out().strip();
        co(here, "rollback", "show", id).exits(0).prints("task A failed at seq:3");
    }

    @Test
    void G06_where_it_cannot_go_back_that_is_told() {
        co(here, "tasks", "register", "A", "--title", "Alpha", "--policy", "rollback-on-failure=true")
                .exits(0);
        co(here, "tasks", "fail", "A", "--error", "boom")
                .exits(0)
                .complains("It did not go back by itself", "no checkpoint to go back to");
    }

    @Test
    void G07_the_configuration_switches_it_on_for_tasks_that_do_not_say_and_off_for_all() throws IOException {
        co(here, "tasks", "register", "A", "--title", "Alpha").exits(0);
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "a-1")
                .exits(0);
        configure("{\"rollback_on_failure\": true}");
        co(here, "tasks", "fail", "A", "--error", "boom").exits(0).complains("It went back");
        configure("{\"rollback_on_failure\": true, \"rollback\": {\"enabled\": false}}");
        assertThat(co(here, "tasks", "fail", "A", "--error", "boom").exits(0).err())
                .doesNotContain("back");
        co(here, "rollback", "--checkpoint-id", "a-1", "--reason", "by hand", "--yes")
                .exits(4)
                .complains("the configuration switches rollback off");
    }

    @Test
    void P21_the_status_counts_each_thing_once() {
        guarded("A");
        co(here, "tasks", "register", "B", "--title", "Beta", "--policy", "rollback-enabled=false")
                .exits(0);
        co(here, "tasks", "fail", "A", "--error", "boom").exits(0);
        co(here, "rollback", "--checkpoint-id", "cp-none", "--reason", "why", "--yes")
                .exits(3);
        co(here, "status")
                .exits(0)
                .prints(
                        "2 pending",
                        "checkpoints:  1",
                        "2 (1 failed, 1 success)",
                        "enabled for 1 task, on failure for 1");
        JsonNode status = co(here, "status", "-o", "json").exits(0).json().node();
        assertThat(status.findValue("rollbacks").asLong()).isEqualTo(2);
        assertThat(status.findValue("results").get("success").asLong()).isEqualTo(1);
        assertThat(status.findValue("rollbackEnabled").asLong()).isEqualTo(1);
        assertThat(status.findValue("unfinished")).isEmpty();
        co(here, "status", "--at", "pos:1").exits(0).prints("1 pending", "rollbacks:    0");
    }

    @Test
    void P21_the_status_counts_what_the_configuration_lets_go_back() throws IOException {
        co(here, "tasks", "register", "A", "--title", "Alpha").exits(0);
        co(here, "tasks", "register", "B", "--title", "Beta", "--policy", "rollback-on-failure=true")
                .exits(0);
        co(here, "tasks", "register", "C", "--title", "Gamma", "--policy", "rollback-on-failure=false")
                .exits(0);
        co(here, "status").exits(0).prints("enabled for 3 tasks, on failure for 2");
        configure("{\"rollback_on_failure\": true}");
        co(here, "status").exits(0).prints("enabled for 3 tasks, on failure for 2");
        configure("{\"rollback_on_failure\": false}");
        co(here, "status").exits(0).prints("enabled for 3 tasks, on failure for 0");
        configure("{\"rollback\": {\"enabled\": false}}");
        co(here, "status").exits(0).prints("enabled for 0 tasks, on failure for 0");
    }

    @Test
    void P21_what_is_unfinished_is_told_and_the_doctor_ends_it() {
        guarded("A");
        leaveItDue("A");
        co(here, "status").exits(0).prints("unfinished", "task A failed at seq:3");
        co(here, "doctor").exits(0).prints("1 task had failed and has now gone back");
        co(here, "status").exits(0).prints("2 pending".substring(2), "1 (1 success)");
        assertThat(co(here, "doctor").exits(0).out()).doesNotContain("unfinished");
    }

    @Test
    void the_doctor_does_not_say_that_it_ended_what_the_configuration_forbids() throws IOException {
        guarded("A");
        leaveItDue("A");
        configure("{\"rollback_on_failure\": false}");
        assertThat(co(here, "doctor")
                        .exits(0)
                        .prints("1 failed task is still to go back")
                        .out())
                .doesNotContain("has now gone back", "have now gone back");
        co(here, "tasks", "show", "A").exits(0).prints("failed");
    }

    @Test
    void any_writing_command_ends_what_is_unfinished_and_says_so() {
        guarded("A");
        leaveItDue("A");
        co(here, "tasks", "register", "B", "--title", "Beta")
                .exits(0)
                .complains("A task had failed and was still to go back by itself; it has now: co rollback show rb-");
    }

    @Test
    void an_export_after_a_failure_that_was_still_to_go_back_has_the_state_that_it_went_back_to() throws IOException {
        guarded("A");
        co(here, "tasks", "update", "A", "--merge", "{\"n\":2}").exits(0);
        leaveItDue("A");
        co(here, "export", "--out", "out.json").exits(0).complains("it has now: co rollback show rb-");
        assertThat(Files.readString(here.resolve("out.json")))
                .contains("\"pending\"")
                .doesNotContain("blocked");
    }

    @Test
    void what_a_policy_forbids_since_the_failure_is_not_promised_by_status_or_doctor() {
        guarded("A");
        leaveItDue("A");
        with(
                        here,
                        Map.of("CO_ROLLBACK_ON_FAILURE", "false", "NO_COLOR", "1"),
                        "tasks",
                        "policy",
                        "A",
                        "--policy",
                        "rollback-on-failure=false")
                .exits(0);
        assertThat(co(here, "status")
                        .exits(0)
                        .prints("its policy forbids it now, so it is not done until that changes")
                        .out())
                .doesNotContain("sees to it");
        assertThat(co(here, "doctor")
                        .exits(0)
                        .prints("It is not done as long as this forbids it: its policy.")
                        .out())
                .doesNotContain("sees to it");
    }

    @Test
    void the_doctor_tells_what_another_process_carried_out_from_what_was_refused() {
        assumeTrue(kind == StoreKind.SQLITE, "the session finds its store in the folder");
        guarded("A");
        leaveItDue("A");
        co(here, "tasks", "register", "B", "--title", "Beta", "--policy", "rollback-on-failure=true")
                .exits(0);
        assertThat(ends("A", 3)).isEqualTo("1 task had failed and has gone back meanwhile, by another process");
        co(here, "tasks", "fail", "B", "--error", "boom").exits(0);
        assertThat(ends("B", 1))
                .isEqualTo("1 task had failed and has not gone back: that was refused, and stands in the history");
    }

    @Test
    void a_failure_whose_rollback_could_not_be_written_says_so_and_who_will() {
        assumeTrue(kind == StoreKind.SQLITE, "the session finds its store in the folder");
        guarded("A");
        leaveItDue("A");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream output = new PrintStream(printed, true, UTF_8);
        Co co = new Co(CoRun.surroundings(folder).with(output, output));
        try (Session session = co.session()) {
            CoCommand tasks = (CoCommand) new CommandLine(co)
                    .parseArgs("tasks", "fail", "A", "--error", "boom")
                    .subcommand()
                    .commandSpec()
                    .userObject();
            DueTask due = session.reader().status().due().get(0);
            AutomaticText.print(tasks, new TaskReceipt(new TaskId("A"), due.seq(), 0));
        }
        assertThat(printed.toString(UTF_8))
                .contains("It is still to go back by itself: any command that writes, or 'co doctor', sees to it.");
        co(here, "doctor").exits(0).prints("1 task had failed and has now gone back");
    }

    @Test
    void a_checkpoint_that_is_archived_and_held_is_counted_once() {
        guarded("A");
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "a-2")
                .exits(0);
        co(here, "checkpoints", "archive", "a-1").exits(0);
        co(here, "checkpoints", "hold", "a-1").exits(0);
        co(here, "status").exits(0).prints("checkpoints:  1 (1 archived)\n");
        co(here, "checkpoints", "hold", "a-2").exits(0);
        co(here, "status").exits(0).prints("checkpoints:  1 (1 held, 1 archived)\n");
    }

    @Test
    void who_is_refused_because_rollback_is_switched_off_is_told_where_that_may_be_said() {
        guarded("A");
        with(
                        here,
                        Map.of("CO_ROLLBACK_ENABLED", "false", "NO_COLOR", "1"),
                        "rollback",
                        "a-1",
                        "--reason",
                        "why",
                        "--yes")
                .exits(4)
                .complains("CO_ROLLBACK_ENABLED. 'co config show' tells which.");
    }

    private String ends(String task, long seq) {
        try (Session session = new Co(CoRun.surroundings(folder)).session()) {
            return DueText.ends(session, List.of(new DueTask(new TaskId(task), seq, null)));
        }
    }

    private void guarded(String task) {
        co(here, "tasks", "register", task, "--title", "Title", "--policy", "rollback-on-failure=true")
                .exits(0);
        co(here, "tasks", "update", task, "--component", "TASK_STATE", "--merge", "{\"n\":1}")
                .exits(0);
        co(
                        here,
                        "checkpoints",
                        "create",
                        "--task-id",
                        task,
                        "--phase",
                        "p",
                        "--id",
                        task.toLowerCase(Locale.ROOT) + "-1")
                .exits(0);
    }

    private void leaveItDue(String task) {
        StoreAddress address = kind == StoreKind.SQLITE
                ? StoreAddress.of(".taskmaster/rollbacks", folder)
                : StoreAddress.of(kind.address(folder), folder);
        StoreWithoutRollbacks cut = new StoreWithoutRollbacks(Stores.open(address, Map.of(), InstantSource.system()));
        try (RollbackEngine engine =
                RollbackEngine.on(cut, EngineOptions.defaults().withStore(address))) {
            engine.tasks().fail(task, "boom");
        }
    }

    private void configure(String file) throws IOException {
        Files.writeString(here.resolve("orchestrator_config.json"), file);
    }
}
