package dev.rollback.app.meters;

import static dev.rollback.api.ComponentName.CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RacingStore;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.app.stores.Stores;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the meters say after a known piece of work. */
class MetersTest {
    @TempDir
    Path here;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private RacingStore store;
    private RollbackEngine engine;

    @BeforeEach
    void open() {
        store = new RacingStore(
                Stores.create(new Folder(here), Map.of(), InstantSource.system(), new StoreMeters(registry)));
        engine = RollbackEngine.on(store, options());
        engine.tasks().register("task-17", "Title");
        engine.tasks().replace("task-17", CACHE, Json.parse("{\"n\":1}"));
        engine.checkpoints().create("task-17", "p1");
        engine.tasks().merge("task-17", CACHE, Json.parse("{\"n\":2}"));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void commands_are_timed_by_their_name_and_what_became_of_them() {
        refused(() -> engine.tasks().register("task-17", "Again"));
        refused(() -> engine.tasks().complete("nobody"));
        assertThat(commands("RegisterTask", "ok").count()).isEqualTo(1);
        assertThat(commands("UpdateTask", "ok").count()).isEqualTo(2);
        assertThat(commands("UpdateTask", "ok").totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(commands("RegisterTask", "CONFLICT").count()).isEqualTo(1);
        assertThat(commands("CompleteTask", "NOT_FOUND").count()).isEqualTo(1);
    }

    @Test
    void a_refusal_that_only_the_commit_finds_is_no_success() {
        engine.checkpoints().create(new CreateCheckpoint(new TaskId("task-17"), new CheckpointId("cp-1"), "p"));
        engine.tasks().register("other", "Title");
        refused(() ->
                engine.checkpoints().create(new CreateCheckpoint(new TaskId("other"), new CheckpointId("cp-1"), "p")));
        assertThat(commands("CreateCheckpoint", "ok").count()).isEqualTo(2);
        assertThat(commands("CreateCheckpoint", "CONFLICT").count()).isEqualTo(1);
    }

    @Test
    void a_lost_race_is_a_retry_and_the_command_counts_once() {
        store.loseRaces(2);
        engine.tasks().start("task-17");
        assertThat(registry.get("rollback.retries")
                        .tag("command", "StartTask")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(commands("StartTask", "ok").count()).isEqualTo(1);
        assertThat(registry.find("rollback.commands")
                        .tag("command", "StartTask")
                        .timers())
                .hasSize(1);
    }

    @Test
    void rollbacks_are_timed_by_outcome_code_and_cause() {
        CheckpointId checkpoint = engine.checkpoints().list().get(0).checkpointId();
        rollBack("rb-1", checkpoint, RequestContext.of("ann"));
        refused(() -> rollBack("rb-2", checkpoint, RequestContext.of("ann")));
        refused(() -> rollBack("rb-3", new CheckpointId("cp-none"), RequestContext.of("ann")));
        assertThat(rollbacks("success", "none").count()).isEqualTo(1);
        assertThat(rollbacks("failed", "ALREADY_THERE").count()).isEqualTo(1);
        assertThat(rollbacks("failed", "NOT_FOUND").count()).isEqualTo(1);
        assertThat(registry.get("rollback.rollbacks").timers())
                .extracting(timer -> timer.getId().getTag("cause"))
                .containsOnly("TIMEOUT");
    }

    @Test
    void automatic_rollbacks_are_rollbacks_too() {
        engine.tasks().fail("task-17", "boom", RollbackReason.VALIDATION_FAILED);
        assertThat(rollbacks("success", "none").count()).isEqualTo(1);
        assertThat(rollbacks("success", "none").getId().getTag("cause")).isEqualTo("VALIDATION_FAILED");
        engine.tasks().fail("task-17", "boom", RollbackReason.TIMEOUT);
        engine.tasks().fail("task-17", "boom", RollbackReason.TIMEOUT);
        engine.tasks().fail("task-17", "boom", RollbackReason.TIMEOUT);
        assertThat(rollbacks("failed", "LOOP").count()).isEqualTo(1);
    }

    @Test
    void a_request_answered_before_is_no_second_rollback() {
        CheckpointId checkpoint = engine.checkpoints().list().get(0).checkpointId();
        RequestContext once = RequestContext.of("ann").withRequestId("req-1");
        rollBack("rb-1", checkpoint, once);
        rollBack("rb-1", checkpoint, once);
        assertThat(rollbacks("success", "none").count()).isEqualTo(1);
        assertThat(commands("RollBack", "ok").count()).isEqualTo(1);
        assertThat(commands("RollBack", "remembered").count()).isEqualTo(1);
    }

    @Test
    void the_store_counts_commits_units_and_events_and_times_its_waits() {
        assertThat(registry.get("rollback.store.commits")
                        .tag("kind", "units")
                        .timer()
                        .count())
                .isEqualTo(4);
        assertThat(registry.get("rollback.store.commit.units").summary().totalAmount())
                .isEqualTo(4);
        assertThat(registry.get("rollback.store.events").counter().count()).isEqualTo(4);
        engine.tasks().find("task-17");
        assertThat(registry.get("rollback.store.commits")
                        .tag("kind", "views")
                        .timer()
                        .count())
                .isPositive();
        assertThat(registry.get("rollback.store.waits").timers()).hasSize(3).allMatch(waits -> waits.count() > 0);
        assertThat(registry.get("rollback.store.busy").counters()).hasSize(3).allMatch(busy -> busy.count() == 0);
    }

    @Test
    void the_views_catch_up() {
        assertThat(registry.get("rollback.view.lag").gauges())
                .extracting(gauge -> gauge.getId().getTag("view"))
                .containsExactlyInAnyOrder("tasks", "checkpoints", "rollbacks");
        await().untilAsserted(() -> assertThat(registry.get("rollback.view.lag").gauges())
                .allSatisfy(gauge -> assertThat(gauge.value()).isZero()));
    }

    @Test
    void axons_own_meters_are_beside_them() {
        assertThat(registry.get("commandBus.successCounter").counter().count()).isEqualTo(4);
        assertThat(registry.get("eventStore.ingestedCounter").counter().count()).isEqualTo(4);
        engine.tasks().find("task-17");
        assertThat(registry.get("queryBus.successCounter").counter().count()).isPositive();
        assertThat(registry.getMeters())
                .noneMatch(meter -> meter.getId().getName().endsWith(".percentile"));
    }

    @Test
    void no_tag_names_a_task_a_checkpoint_a_rollback_or_a_person() {
        rollbacks_are_timed_by_outcome_code_and_cause();
        assertThat(registry.getMeters().stream().map(Meter::getId))
                .allSatisfy(id -> assertThat(id.getTags())
                        .extracting(Tag::getValue)
                        .noneMatch(value -> value.matches("task-.*|cp-.*|rb-.*|ann")));
    }

    @Test
    void an_engine_opened_after_another_has_a_lag_of_its_own() {
        engine.close();
        assertThat(registry.find("rollback.view.lag").gauges()).isEmpty();
        engine = RollbackEngine.open(options());
        assertThat(registry.get("rollback.view.lag").gauges())
                .allSatisfy(gauge -> assertThat(gauge.value()).isNotNaN());
        assertThat(commands("RegisterTask", "ok").count()).isEqualTo(1);
    }

    @Test
    void without_a_registry_there_are_no_meters() {
        int before = registry.getMeters().size();
        RollbackEngine.open(EngineOptions.defaults().withDirectory(here.resolve("other")))
                .close();
        assertThat(registry.getMeters()).hasSize(before);
        assertThat(EngineOptions.defaults().meters()).isNull();
    }

    private EngineOptions options() {
        return EngineOptions.defaults().withDirectory(here).withActor("ann").withMeters(registry);
    }

    private Timer commands(String command, String outcome) {
        return registry.get("rollback.commands")
                .tags("command", command, "outcome", outcome)
                .timer();
    }

    private Timer rollbacks(String outcome, String code) {
        return registry.get("rollback.rollbacks")
                .tags(Tags.of("outcome", outcome, "code", code))
                .timer();
    }

    private void rollBack(String id, CheckpointId checkpoint, RequestContext context) {
        RollBack command = new RollBack(
                new RollbackId(id), RollbackScope.to(checkpoint), RollbackReason.TIMEOUT, "note", Map.of());
        engine.rollbacks().with(context).rollBack(command);
    }

    private static void refused(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(RefusedException.class);
    }
}
