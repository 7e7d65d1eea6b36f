package dev.rollback.engine.task;

import static dev.rollback.api.ComponentName.CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskManager;
import dev.rollback.api.json.Json;
import dev.rollback.engine.TestEngine;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.Appended;
import dev.rollback.store.ForwardingStore;
import dev.rollback.store.IndexChange.WorkRefused;
import dev.rollback.store.IndexReader.RefusedWorkEntry;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What becomes of work that comes too late. */
@OnEveryStore
class RefusedWorkTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private BrokenCounter store;
    private TestEngine engine;
    private TaskManager late;

    @BeforeEach
    void open() {
        store = new BrokenCounter(kind.create(folder));
        engine = TestEngine.on(store);
        engine.tasks.register("a", "Alpha");
        engine.tasks.send(new CreateCheckpoint(new TaskId("a"), new CheckpointId("cp-1"), "here"));
        engine.tasks.start("a");
        engine.commands.sendAndWait(
                new RollBack(new RollbackId("rb-1"), RollbackScope.to(new CheckpointId("cp-1")), "to try it"));
        late = engine.tasks.with(RequestContext.of("worker-1").withEpoch(0));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void N03_every_refusal_is_counted_and_each_kind_is_recorded_once() {
        Instant before = Instant.now().minusMillis(1);
        long head = engine.head();
        for (int i = 0; i < 3; i++) {
            assertStale(() -> late.replace("a", CACHE, Json.parse("{\"n\":7}")));
        }
        assertStale(() -> late.heartbeat("a"));
        assertStale(() -> late.send(new CreateCheckpoint(new TaskId("a"), new CheckpointId("cp-2"), "late")));
        assertThat(engine.head()).isEqualTo(head + 3);
        List<RefusedWorkEntry> refused = refused("a");
        assertThat(refused)
                .extracting(entry -> entry.times() + " " + entry.work() + " " + entry.epoch() + " " + entry.actor())
                .containsExactlyInAnyOrder(
                        "3 UpdateTask 0 worker-1", "1 RecordHeartbeat 0 worker-1", "1 CreateCheckpoint 0 worker-1");
        assertThat(refused).allSatisfy(entry -> assertThat(entry.last()).isAfter(before));
    }

    @Test
    void work_of_tasks_that_nobody_knows_leaves_nothing() {
        long head = engine.head();
        assertThatThrownBy(() -> late.complete("unknown")).hasMessageContaining("there is no task unknown");
        assertThat(engine.head()).isEqualTo(head);
        assertThat(refused("unknown")).isEmpty();
    }

    @Test
    void where_it_cannot_be_counted_the_caller_still_hears_that_it_was_stale() {
        store.broken = true;
        assertStale(() -> late.complete("a"));
        store.broken = false;
        assertThat(refused("a")).isEmpty();
    }

    private List<RefusedWorkEntry> refused(String task) {
        return engine.store.read(reading -> reading.refusedWork(task));
    }

    private static void assertStale(Runnable work) {
        assertThatThrownBy(work::run).isInstanceOf(StaleEpochException.class);
    }

    private static final class BrokenCounter extends ForwardingStore {
        private boolean broken;

        BrokenCounter(Store store) {
            super(store);
        }

        @Override
        public Appended append(AppendUnit unit) {
            if (broken && unit.index().stream().anyMatch(WorkRefused.class::isInstance)) {
                throw new IllegalStateException("the disk is gone");
            }
            return store.append(unit);
        }
    }
}
