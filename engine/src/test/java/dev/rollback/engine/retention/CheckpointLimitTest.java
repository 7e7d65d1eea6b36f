package dev.rollback.engine.retention;

import static dev.rollback.engine.retention.Keeper.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskId;
import dev.rollback.store.InterruptedStore;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Of a task so many checkpoints stay. */
@OnEveryStore
class CheckpointLimitTest {
    private static final RollbackSettings THREE =
            RollbackSettings.defaults().withMaxCheckpoints(3).withAutoCheckpoint(true);

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private InterruptedStore store;
    private Keeper keeper;

    @BeforeEach
    void open() {
        store = new InterruptedStore(kind.create(directory));
        keeper = Keeper.on(store, InstantSource.system(), THREE, 1);
        keeper.register("A");
    }

    @AfterEach
    void close() {
        keeper.assertIndexAgrees();
        keeper.close();
    }

    @Test
    void P17_so_many_are_left_the_oldest_go_first_and_held_ones_stay() {
        keeper.register("B");
        keeper.checkpoints("B", "b1");
        keeper.checkpoints("A", "c1", "c2", "c3");
        assertThat(keeper.offered("A")).containsExactly("c3", "c2", "c1");
        keeper.checkpoints("A", "c4");
        assertThat(keeper.offered("A")).containsExactly("c4", "c3", "c2");
        keeper.checkpoints.hold(id("c2"));
        keeper.checkpoints("A", "c5");
        assertThat(keeper.offered("A")).containsExactly("c5", "c4", "c2");
        keeper.checkpoints.hold(id("c4"));
        keeper.checkpoints.hold(id("c5"));
        keeper.checkpoints("A", "c6");
        assertThat(keeper.offered("A")).as("all are promised").containsExactly("c6", "c5", "c4", "c2");
        keeper.checkpoints("A", "c7");
        assertThat(keeper.offered("A")).containsExactly("c7", "c5", "c4", "c2");
        keeper.checkpoints.release(id("c2"));
        keeper.checkpoints.release(id("c4"));
        keeper.checkpoints("A", "c8");
        assertThat(keeper.offered("A")).as("as many as it takes").containsExactly("c8", "c7", "c5");
        assertThat(keeper.offered("B")).containsExactly("b1");
    }

    @Test
    void what_goes_does_so_in_the_unit_of_the_new_one() {
        keeper.checkpoints("A", "c1", "c2", "c3");
        long head = keeper.engine.head();
        keeper.engine.tasks.send(new CreateCheckpoint(new TaskId("A"), id("c4"), "phase"));
        List<StoredEvent> unit = keeper.engine.store.read(reading -> reading.after(head, 10));
        assertThat(unit)
                .extracting(StoredEvent::name)
                .containsExactly("task.CheckpointCreated", "checkpoint.CheckpointPruned");
        assertThat(unit).extracting(StoredEvent::unit).containsOnly(head + 1);
    }

    @Test
    void those_that_make_themselves_count_too() {
        keeper.checkpoints("A", "c1", "c2", "c3");
        keeper.engine.tasks.complete("A");
        assertThat(keeper.offered("A")).hasSize(3).doesNotContain("c1").contains("c3", "c2");
    }

    @Test
    void a_failed_one_takes_the_last_stable_one_from_nobody() {
        keeper.checkpoints("A", "c1");
        for (int i = 0; i < 5; i++) {
            keeper.engine.tasks.fail("A", "broken");
            keeper.engine.tasks.reopen("A");
        }
        assertThat(keeper.offered("A")).hasSize(3).contains("c1");
    }

    @Test
    void a_target_in_the_history_stays_and_one_that_left_it_is_archived() {
        keeper.checkpoints("A", "c1", "c2");
        keeper.rollBack("c1", "rb-1");
        keeper.checkpoints("A", "c3", "c4", "c5");
        assertThat(keeper.offered("A")).as("c2 is for the undo").containsExactly("c5", "c2", "c1");
        keeper.register("B");
        keeper.checkpoints("B", "b1");
        keeper.rollBack("b1", "rb-2");
        keeper.checkpoints("A", "c6", "c7");
        assertThat(keeper.offered("A")).containsExactly("c7", "c6", "c5");
        assertThat(keeper.entry("c1").marks().archived()).isTrue();
        assertThat(keeper.entry("c2").marks().pruned()).isTrue();
    }

    @Test
    void several_of_one_unit_of_work_are_counted_together_and_go_with_the_next() {
        keeper.checkpoints("A", "c1", "c2", "c3");
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(new GenericMessage<>("several"));
        IntStream.rangeClosed(4, 8)
                .forEach(i -> keeper.engine.commands.sendAndWait(
                        new CreateCheckpoint(new TaskId("A"), id("c" + i), "phase")));
        work.commit();
        assertThat(keeper.offered("A")).containsExactly("c8", "c7", "c6", "c5", "c4");
        keeper.checkpoints("A", "c9");
        assertThat(keeper.offered("A")).containsExactly("c9", "c8", "c7");
    }

    @Test
    void a_lease_between_plan_and_unit_keeps_its_checkpoint() {
        try (Keeper others = Keeper.on(kind.create(directory), InstantSource.system(), 1)) {
            keeper.checkpoints("A", "c1", "c2", "c3");
            store.beforeTheNext("checkpoint.CheckpointPruned", () -> others.lease("c1", "work", Duration.ofHours(1)));
            keeper.checkpoints("A", "c4");
            assertThat(keeper.offered("A")).containsExactly("c4", "c3", "c1");
        }
    }
}
