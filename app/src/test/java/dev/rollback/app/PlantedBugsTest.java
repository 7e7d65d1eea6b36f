package dev.rollback.app;

import static dev.rollback.app.AuditTest.first;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.ComponentEdit;
import dev.rollback.api.ComponentName;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.content.Changes;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.IndexChange;
import dev.rollback.store.IndexChange.TaskMoved;
import dev.rollback.store.NewEvent;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreMonitor;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.EventNames;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Bugs as an engine might have them, whose own hashes, index and views fit: only who replays the log can see them. */
@OnEveryStore
class PlantedBugsTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private Store store;
    private RollbackEngine engine;

    @BeforeEach
    void everythingHappens() {
        store = Stores.create(
                StoreAddress.of(kind.address(here), here), System.getenv(), InstantSource.system(), StoreMonitor.NONE);
        engine = RollbackEngine.on(store, EngineOptions.defaults().withActor("ann"));
        Everything.happens(engine);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void N08_finds_a_rollback_that_went_one_event_too_far_though_all_its_own_hashes_fit() {
        bug(task -> {
            TaskState now = states().head(task);
            TaskState wrong = states().stateAt(task, now.seq() - 2);
            return new TaskRolledBack(
                    task,
                    BUG,
                    null,
                    now.seq() - 1,
                    now.epoch() + 1,
                    Changes.between(now.content(), wrong.content()),
                    now.content().hash(),
                    wrong.content().hash(),
                    now.currentCheckpoint(),
                    null,
                    null,
                    SchemaVersion.FIRST,
                    null);
        });
        assertThat(shownN()).isEqualTo(10);
        AuditReport report = engine.audit(AuditScope.ALL);
        assertThat(report.divergences()).isEqualTo(1);
        assertThat(first(report)).contains("TASK_STATE is not what it was at event", "of task/bug");
        assertThat(first(report)).startsWith("ROLLBACKS");
    }

    @Test
    void N08_finds_a_rollback_that_did_not_raise_the_epoch() {
        bug(task -> {
            TaskState now = states().head(task);
            TaskState then = states().stateAt(task, now.seq() - 1);
            return back(task, now, then, now.epoch());
        });
        assertThat(shownN()).isEqualTo(11);
        AuditReport report = engine.audit(AuditScope.ALL);
        assertThat(report.divergences()).isEqualTo(1);
        assertThat(first(report)).startsWith("TASKS").contains("epoch 0, which must be 1");
    }

    @Test
    void N08_finds_a_rollback_that_says_it_is_done_and_left_a_task_out() {
        task("bug");
        TaskId task = new TaskId("bug");
        TaskState now = states().head(task);
        TaskRolledBack back = back(task, now, states().stateAt(task, now.seq() - 1), 1);
        append(List.of(requested(), back, new RollbackSucceeded(BUG, List.of(task, new TaskId("B")), 1)));
        assertThat(engine.rollbacks().find(BUG).orElseThrow().status().name()).isEqualTo("SUCCESS");
        AuditReport report = engine.audit(AuditScope.ALL);
        assertThat(report.divergences()).isEqualTo(1);
        assertThat(first(report)).startsWith("ROLLBACKS").contains("says that tasks [bug, B] went back");
    }

    private static final RollbackId BUG = new RollbackId("rb-bug");

    /** A task with n at 10, 11 and 12, and what a bug would write of its rollback to 11. */
    private void bug(Function<TaskId, TaskRolledBack> back) {
        task("bug");
        TaskId task = new TaskId("bug");
        append(List.of(requested(), back.apply(task), new RollbackSucceeded(BUG, List.of(task), 1)));
    }

    private void task(String task) {
        engine.tasks().register(task, "buggy");
        set(task, 10);
        set(task, 11);
        set(task, 12);
    }

    private static RollbackRequested requested() {
        return new RollbackRequested(
                BUG,
                RollbackScope.to(new AtPosition(1)),
                null,
                RollbackReason.MANUAL,
                "by a bug",
                Map.of(),
                "0".repeat(64),
                null);
    }

    private static TaskRolledBack back(TaskId task, TaskState now, TaskState then, long epoch) {
        return new TaskRolledBack(
                task,
                BUG,
                null,
                then.seq(),
                epoch,
                Changes.between(now.content(), then.content()),
                now.content().hash(),
                then.content().hash(),
                now.currentCheckpoint(),
                null,
                null,
                SchemaVersion.FIRST,
                null);
    }

    private TaskStates states() {
        return new TaskStates(store);
    }

    private int shownN() {
        return engine.tasks()
                .find("bug")
                .orElseThrow()
                .data()
                .get("n")
                .orElseThrow()
                .node()
                .intValue();
    }

    /** As the engine would, with an index that fits. */
    private void append(List<Object> events) {
        Map<String, Long> seqs = new HashMap<>();
        List<NewEvent> rows = new ArrayList<>();
        List<IndexChange> index = new ArrayList<>();
        for (Object event : events) {
            String stream = event instanceof TaskEvent e ? "task/" + e.taskId() : "rollback/" + BUG;
            long seq = seqs.merge(stream, store.read(reading -> reading.lastSeq(stream)) + 1, (a, b) -> a + 1);
            if (event instanceof TaskRolledBack e) {
                TaskState after = states().head(e.taskId()).evolve(e, seq);
                index.add(new TaskMoved(
                        e.taskId().value(),
                        seq,
                        after.status().name(),
                        after.epoch(),
                        after.content().hash(),
                        rows.size()));
            }
            Map<String, Object> metadata = event instanceof TaskRolledBack e
                    ? Map.of("$id", stream + seq, "epoch", e.epoch())
                    : Map.of("$id", stream + seq);
            rows.add(new NewEvent(
                    stream,
                    seq,
                    Objects.requireNonNull(EventNames.nameOf(event.getClass())),
                    EventNames.revisionOf(event.getClass()),
                    EventCodec.write(event),
                    EventCodec.write(metadata)));
        }
        store.append(new AppendUnit(rows, List.of(), index, List.of(), null, List.of()));
    }

    private void set(String task, int n) {
        engine.tasks()
                .update(
                        task,
                        new ComponentEdit.Replace(ComponentName.TASK_STATE, Json.parse("{\"n\":%d}".formatted(n))));
    }
}
