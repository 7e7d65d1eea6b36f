package dev.rollback.engine.restored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.BoardManager;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointManager;
import dev.rollback.api.ComponentName;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.StoreEvent.StoreRestored;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskEvent.TaskFenced;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskManager;
import dev.rollback.api.json.Json;
import dev.rollback.engine.LogWalk;
import dev.rollback.engine.TestEngine;
import dev.rollback.engine.task.TaskState;
import dev.rollback.store.Forked;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.TestClock;
import dev.rollback.store.copy.StoreCopy;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import dev.rollback.store.jdbc.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A worker of the time between a backup and its restoring does not know that this time is lost. */
@OnEveryStore
@Timeout(120)
class RestoredStoreTest {
    private static final Instant RESTORING = Instant.parse("2026-11-23T11:52:04Z");
    private static final long FENCE = 20261123115204L;
    private static final Json ONE = Json.parse("{\"n\":1}");

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private TestEngine engine;
    private Path backup = Path.of("");

    @BeforeEach
    void open() {
        engine = TestEngine.on(kind.create(folder, StoreOptions.of(clock)));
        backup = folder.resolve("backup/store.db");
        engine.tasks.register("a", "Alpha");
        engine.tasks.start("a");
        clock.set(RESTORING);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void P20_workers_of_the_lost_time_are_refused_whatever_they_send() {
        backUp();
        engine.tasks.register("born", "Of the lost time");
        long epoch = engine.tasks.start("born").epoch();
        restore();
        for (String task : List.of("a", "born")) {
            TaskManager stale = engine.tasks.withEpoch(epoch);
            assertStale(() -> stale.merge(task, ComponentName.CACHE, ONE));
            assertStale(() -> stale.heartbeat(task));
            assertStale(() -> stale.complete(task));
            assertStale(() -> checkpoints().with(at(epoch)).create(task, "phase"));
            assertStale(() -> checkpoints().with(at(epoch)).create(task, "phase", ONE));
            assertThat(engine.stream("refusal/%s/%d/UpdateTask/ann".formatted(task, epoch)))
                    .hasSize(1);
        }
        engine.tasks.register("born", "Again");
        engine.tasks.start("born");
        assertStale(() -> engine.tasks.withEpoch(epoch).complete("born"));
        assertStale(() -> engine.tasks.withEpoch(epoch).heartbeat("born"));
        assertThat(engine.tasks.withEpoch(FENCE).complete("born").epoch()).isEqualTo(FENCE);
        assertThat(engine.tasks.start("a").epoch()).isEqualTo(FENCE);
    }

    @Test
    void a_worker_is_told_that_the_store_was_restored() {
        backUp();
        restore();
        assertThatThrownBy(() -> engine.tasks.withEpoch(0).complete("a"))
                .hasMessageContaining("the store was restored from a backup meanwhile. Stop this work");
        assertThatThrownBy(() -> engine.tasks.complete("a"))
                .hasMessageContaining("nobody has started it since: work without an epoch may be from before");
        rollBack("a");
        assertThatThrownBy(() -> engine.tasks.withEpoch(FENCE).complete("a"))
                .hasMessageContaining("the task was rolled back meanwhile");
    }

    @Test
    void the_first_to_open_it_for_commands_records_it_and_the_next_does_nothing() {
        long before = backUp();
        restore();
        List<StoredEvent> unit = engine.store.read(reading -> reading.after(before, 10));
        assertThat(unit)
                .extracting(EventCodec::read)
                .hasSize(2)
                .last()
                .isEqualTo(new TaskFenced(new TaskId("a"), FENCE));
        assertThat(EventCodec.read(unit.get(0))).isInstanceOfSatisfying(StoreRestored.class, restored -> {
            assertThat(restored.epoch()).isEqualTo(FENCE);
            assertThat(restored.madeAt()).isEqualTo(RESTORING);
        });
        assertThat(unit).extracting(StoredEvent::unit).containsOnly(before + 1);
        assertThat(EventCodec.metadata(unit.get(1)))
                .containsEntry(MetadataKeys.ACTOR, "ann")
                .containsEntry(MetadataKeys.EPOCH, FENCE);
        assertThat(engine.store.read(Reading::copiedAt)).isEmpty();
        clock.set(RESTORING.plusSeconds(100));
        restore();
        assertThat(engine.head()).isEqualTo(before + 2);
        assertIndexAgrees();
    }

    @Test
    void two_processes_that_open_it_at_once_record_it_once() {
        backUp();
        String address = backup.getParent().toString();
        try (Forked one = Forked.start(folder, Opener.class, address);
                Forked two = Forked.start(folder, Opener.class, address)) {
            assertThat(one.awaitEnd()).isZero();
            assertThat(two.awaitEnd()).isZero();
        }
        restore();
        assertThat(engine.stream(Streams.OF_STORE)).hasSize(1);
        assertThat(engine.eventsOf("a"))
                .filteredOn(TaskFenced.class::isInstance)
                .hasSize(1);
        assertIndexAgrees();
    }

    @Test
    void a_fence_changes_nothing_but_epoch_and_worker() {
        checkpoints().create("a", "phase");
        TaskState before = engine.state("a");
        backUp();
        restore();
        assertThat(engine.state("a"))
                .isEqualTo(new TaskState(
                        before.seq() + 1,
                        before.changedSeq(),
                        FENCE,
                        before.content(),
                        before.schemaVersion(),
                        before.policy(),
                        false,
                        before.currentCheckpoint(),
                        before.restored(),
                        before.forkedFrom()));
        assertThat(before.workedOn()).isTrue();
    }

    @Test
    void a_rollback_from_before_the_backup_can_be_undone() {
        rollBack("a");
        backUp();
        restore();
        rollBack(RollbackScope.undoing(new RollbackId("rb-1")), "rb-2");
        assertThat(engine.state("a").content().components()).containsEntry(ComponentName.CACHE, ONE);
        assertThat(engine.state("a").epoch()).isEqualTo(FENCE + 1);
        assertIndexAgrees();
    }

    @Test
    void what_is_new_to_a_restored_store_begins_with_its_epoch_however_it_comes() {
        backUp();
        restore();
        assertThat(engine.tasks.register("registered", "t").epoch()).isEqualTo(FENCE);
        assertThat(engine.tasks.fork("a", new Moment.AtSeq(0), "forked").epoch())
                .isEqualTo(FENCE);
        engine.tasks.send(new CreateCheckpoint(
                new TaskId("marked"), new CheckpointId("cp-new"), "phase", null, null, null, ONE, Map.of()));
        new BoardManager(engine.commands, engine.queries, RequestContext.of("ann"))
                .importDocument(
                        Json.parse(
                                "{\"tasks\":[{\"id\":7,\"title\":\"t\",\"status\":\"pending\",\"dependencies\":[]}]}"),
                        "tasks.json");
        for (String task : List.of("marked", "7")) {
            assertThat(engine.state(task).epoch()).as(task).isEqualTo(FENCE);
        }
    }

    @Test
    void the_same_backup_restored_twice_has_another_epoch_each_time() throws IOException {
        backUp();
        byte[] kept = Files.readAllBytes(backup);
        restore();
        long first = engine.tasks.start("a").epoch();
        engine.close();
        Files.write(backup, kept);
        clock.set(RESTORING.plusSeconds(1));
        restore();
        assertStale(() -> engine.tasks.withEpoch(first).complete("a"));
        assertThat(engine.tasks.start("a").epoch()).isEqualTo(first + 1);
    }

    @Test
    void a_store_restored_while_its_clock_is_slow_goes_on_above_every_epoch() {
        backUp();
        restore();
        rollBack("a");
        Path later = folder.resolve("later/store.db");
        StoreCopy.write(engine.store, later, clock);
        clock.set(RESTORING.minusSeconds(500));
        engine.close();
        backup = later;
        restore();
        assertThat(engine.state("a").epoch()).isEqualTo(20261124000000L);
    }

    @Test
    void a_copy_that_may_only_be_read_stays_one() throws IOException {
        backUp();
        byte[] before = Files.readAllBytes(backup);
        try (TestEngine reader = TestEngine.on(SqliteStore.look(backup, StoreOptions.of(clock)))) {
            assertThat(reader.state("a").workedOn()).isTrue();
            assertThatThrownBy(() -> reader.tasks.complete("a")).hasMessageContaining("reading alone");
        }
        assertThat(Files.readAllBytes(backup)).isEqualTo(before);
    }

    @Test
    void a_store_that_never_was_restored_begins_with_epoch_0() {
        engine.close();
        engine = TestEngine.on(kind.create(folder, StoreOptions.of(clock)));
        assertThat(engine.tasks.register("b", "Beta").epoch()).isZero();
        assertThat(engine.stream(Streams.OF_STORE)).isEmpty();
    }

    /** @return the position it shows */
    private long backUp() {
        return StoreCopy.write(engine.store, backup, clock).head().position();
    }

    private void restore() {
        engine.close();
        Store store = SqliteStore.open(backup, StoreOptions.of(clock));
        engine = TestEngine.on(store, clock, RollbackSettings.defaults(), 100);
    }

    private void rollBack(String task) {
        CheckpointId before = checkpoints().create(task, "phase");
        engine.tasks.withEpoch(engine.state(task).epoch()).replace(task, ComponentName.CACHE, ONE);
        rollBack(RollbackScope.to(before), "rb-1");
    }

    private void rollBack(RollbackScope scope, String id) {
        engine.commands.sendAndWait(new RollBack(new RollbackId(id), scope, RollbackReason.MANUAL, "why", Map.of()));
    }

    private CheckpointManager checkpoints() {
        return new CheckpointManager(engine.commands, engine.queries, RequestContext.of("ann"));
    }

    private static RequestContext at(long epoch) {
        return RequestContext.of("ann").withEpoch(epoch);
    }

    private static void assertStale(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOf(StaleEpochException.class)
                .extracting(e -> ((RefusedException) e).code())
                .isEqualTo(RefusalCode.STALE_EPOCH);
    }

    private void assertIndexAgrees() {
        engine.store.read(reading -> {
            new LogWalk().to(reading, Long.MAX_VALUE).assertIndexAgrees(reading);
            return true;
        });
    }

    /** Opens a store for commands, and ends. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] arguments) {
            TestEngine.on(StoreKind.openAt(arguments[0], StoreOptions.of(InstantSource.system())))
                    .close();
        }
    }
}
