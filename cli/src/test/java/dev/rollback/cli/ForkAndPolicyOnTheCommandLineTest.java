package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** {@code co tasks fork} and {@code policy}, and the work that a rollback has refused. */
@OnEveryStore
class ForkAndPolicyOnTheCommandLineTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private Workplace here;

    @BeforeEach
    void two_tasks() {
        here = Workplace.of(kind, folder);
        co(here, "init").exits(0);
        co(here, "tasks", "register", "base", "--title", "Base").exits(0);
        co(here, "tasks", "register", "deploy", "--title", "Deploy", "--depends-on", "base")
                .exits(0);
        co(here, "checkpoints", "create", "--task-id", "deploy", "--phase", "p", "--id", "cp-one")
                .exits(0);
        co(here, "tasks", "update", "deploy", "--merge", "{\"step\":2}").exits(0);
    }

    @Test
    void N12_a_fork_is_answered_told_shown_logged_and_blamed() {
        CoRun made = co(here, "tasks", "fork", "deploy", "--at", "cp-one", "--as", "again")
                .exits(0);
        assertThat(made.out()).isEqualTo("again: forked from deploy at event 1 (event 0, epoch 0)\n");
        made.complains("as of event 1, position 3, recorded ");
        assertThat(co(here, "tasks", "show", "again").exits(0).out())
                .contains("Forked from:  deploy at event 1\n", "Depends on:   base\n")
                .doesNotContain("step");
        co(here, "log", "again").exits(0).prints("forked from deploy at event 1");
        co(here, "blame", "again").exits(0).prints("forked");
        co(here, "tasks", "show", "deploy").exits(0).prints("\"step\": 2", "Event:       2 ");
    }

    @Test
    void N12_without_a_moment_it_is_the_present() {
        CoRun made = co(here, "tasks", "fork", "deploy", "--as", "again", "-o", "json")
                .exits(0);
        assertThat(made.json().node().at("/at/seq").asLong()).isEqualTo(2);
        assertThat(made.json().node().at("/item/taskId").asText()).isEqualTo("again");
        assertThat(co(here, "tasks", "show", "again", "-o", "json")
                        .json()
                        .node()
                        .at("/item/forkedFrom/seq")
                        .asLong())
                .isEqualTo(2);
        co(here, "tasks", "show", "again").exits(0).prints("\"step\": 2");
    }

    @Test
    void N12_what_a_fork_does_not_depend_on_any_more_is_told() {
        co(here, "tasks", "withdraw", "base").exits(0);
        co(here, "tasks", "fork", "deploy", "--as", "again")
                .exits(0)
                .complains("warning: again does not depend on base, as deploy did");
    }

    @Test
    void N12_a_fork_needs_a_source_that_was_there_and_an_id_that_is_free() {
        co(here, "tasks", "fork", "deploy").exits(2);
        co(here, "tasks", "fork", "unknown", "--as", "again").exits(3).complains("there is no task unknown");
        co(here, "tasks", "fork", "deploy", "--at", "pos:1", "--as", "again").exits(3);
        co(here, "tasks", "fork", "deploy", "--as", "base").exits(4).complains("exists already");
    }

    @Test
    void a_fork_is_exported_with_its_own_id_and_the_file_taken_in_again_changes_nothing() throws IOException {
        Files.writeString(
                here.resolve("tasks.json"),
                "{\"tasks\":[{\"id\":1,\"title\":\"One\",\"status\":\"review\",\"dependencies\":[]}]}");
        co(here, "import", "tasks.json").exits(0);
        co(here, "tasks", "fork", "1", "--as", "2").exits(0);
        co(here, "export", "--out", "tasks.json").exits(0);
        assertThat(Files.readString(here.resolve("tasks.json"))).contains("\"id\":2");
        co(here, "import", "tasks.json").exits(0).prints("nothing changed");
    }

    @Test
    void a_policy_is_shown_and_set_switch_by_switch() {
        assertThat(co(here, "tasks", "policy", "deploy").exits(0).out()).isEqualTo("""
                        rollback-enabled:     true
                        rollback-on-failure:  as-configured
                        epoch-required:       false
                        """);
        assertThat(co(here, "tasks", "show", "deploy").out()).doesNotContain("Policy");
        assertThat(co(here, "tasks", "policy", "deploy", "--policy", "rollback-on-failure=false,epoch-required")
                        .exits(0)
                        .out())
                .isEqualTo("deploy: switches set (event 3, epoch 0)\n");
        co(here, "tasks", "policy", "deploy")
                .exits(0)
                .prints("rollback-on-failure:  false", "epoch-required:       true");
        co(here, "tasks", "show", "deploy")
                .exits(0)
                .prints("Policy:      rollback-on-failure=false, epoch-required=true\n");
        co(here, "log", "deploy")
                .exits(0)
                .prints("policy set to rollback-enabled=true,rollback-on-failure=false,epoch-required=true");
        co(here, "tasks", "policy", "deploy", "--policy", "rollback-on-failure=as-configured")
                .exits(0);
        assertThat(co(here, "tasks", "policy", "deploy", "-o", "id").out()).isEqualTo("deploy\n");
        assertThat(co(here, "tasks", "policy", "deploy", "-o", "json")
                        .json()
                        .node()
                        .at("/item")
                        .toString())
                .isEqualTo("{\"taskId\":\"deploy\",\"policy\":{\"rollbackEnabled\":true,\"epochRequired\":true}}");
    }

    @Test
    void the_same_request_for_a_switch_is_the_same_whatever_others_set_meanwhile() {
        String[] asked = {"tasks", "policy", "deploy", "--policy", "epoch-required", "--request-id", "q"};
        String answer = co(here, asked).exits(0).out();
        co(here, "tasks", "policy", "deploy", "--policy", "rollback-enabled=false")
                .exits(0);
        assertThat(co(here, asked).exits(0).out()).isEqualTo(answer);
        co(here, "tasks", "policy", "deploy")
                .exits(0)
                .prints("rollback-enabled:     false", "epoch-required:       true");
    }

    @Test
    void a_policy_that_is_none_is_refused() {
        co(here, "tasks", "policy", "unknown").exits(3).complains("there is no task unknown");
        co(here, "tasks", "policy", "deploy", "--policy", "epoch-required=as-configured")
                .exits(2)
                .complains("'epoch-required=as-configured' is no switch of a policy", "rollback-on-failure");
        co(here, "tasks", "register", "C", "--title", "C", "--policy", "rollback-on-failure=perhaps")
                .exits(2);
        co(here, "tasks", "show", "C").exits(3);
    }

    @Test
    void switched_off_later_a_task_is_not_rolled_back() {
        co(here, "tasks", "policy", "deploy", "--policy", "rollback-enabled=false")
                .exits(0);
        co(here, "rollback", "cp-one", "--reason", "x", "--yes").exits(4);
        co(here, "tasks", "show", "deploy").exits(0).prints("\"step\": 2");
    }

    @Test
    void N03_refused_work_is_shown_with_its_task_and_counted() {
        Map<String, String> worker = Map.of("CO_ACTOR", "worker-1", "NO_COLOR", "1");
        co(here, "rollback", "cp-one", "--reason", "x", "--yes").exits(0);
        for (int i = 0; i < 3; i++) {
            with(here, worker, "tasks", "update", "deploy", "--epoch", "0", "--merge", "{\"step\":3}")
                    .exits(8);
        }
        assertThat(co(here, "tasks", "show", "deploy").exits(0).out())
                .containsPattern("Refused: +3 × UpdateTask of epoch 0 by worker-1, last \\d{4}-");
        assertThat(co(here, "tasks", "show", "deploy", "-o", "json")
                        .json()
                        .node()
                        .at("/item/refusedWork/0/count")
                        .asLong())
                .isEqualTo(3);
        assertThat(co(here, "tasks", "list").exits(0).out()).doesNotContain("worker-1");
    }

    @Test
    void what_is_too_much_to_show_of_refused_work_is_counted_too() {
        co(here, "rollback", "cp-one", "--reason", "x", "--yes").exits(0);
        for (int i = 0; i < 7; i++) {
            with(here, Map.of("CO_ACTOR", "worker-" + i), "tasks", "complete", "deploy", "--epoch", "0")
                    .exits(8);
        }
        assertThat(co(here, "tasks", "show", "deploy").exits(0).out())
                .contains("1 × CompleteTask of epoch 0 by worker-6", "Refused:     2 more; co log deploy")
                .doesNotContain("worker-1,");
    }
}
