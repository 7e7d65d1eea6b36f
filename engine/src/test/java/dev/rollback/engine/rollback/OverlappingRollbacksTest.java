package dev.rollback.engine.rollback;

import static dev.rollback.engine.rollback.Crew.assertRefused;
import static dev.rollback.engine.rollback.Crew.ids;
import static dev.rollback.engine.rollback.Crew.undo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskStatus;
import dev.rollback.engine.LogWalk;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.InterruptedStore;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Others do not wait while a rollback is planned. */
@OnEveryStore
class OverlappingRollbacksTest {
    private static final RollbackScope BACK =
            RollbackScope.to(new CheckpointId("a1")).cascading();

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private InterruptedStore store;
    private Crew crew;
    private Crew others;

    @BeforeEach
    void tell() {
        store = new InterruptedStore(kind.create(directory));
        crew = Crew.on(store);
        others = Crew.in(kind, directory);
        crew.register("A");
        crew.register("B", "A");
        crew.set("B", 1);
        crew.checkpoint("A", "a1");
        crew.set("A", 2);
        crew.set("B", 2);
    }

    @AfterEach
    void close() {
        long head = crew.engine.head();
        crew.engine.store.<Void>read(reading -> {
            new LogWalk().to(reading, head).assertIndexAgrees(reading);
            return null;
        });
        others.close();
        crew.close();
    }

    @Test
    void a_dependent_registered_between_plan_and_apply_is_never_missed() {
        store.beforeTheNextRollback(() -> others.register("D", "B"));
        long before = crew.engine.head();
        crew.rollBack(BACK, "rb-1");
        assertThat(crew.engine.state("D").status()).isEqualTo(TaskStatus.RETRACTED);
        List<StoredEvent> unit = crew.engine.store.read(reading -> reading.after(before + 1, 100));
        assertThat(unit)
                .as("one unit after the registration")
                .extracting(StoredEvent::unit)
                .containsOnly(before + 2)
                .hasSize(5);
    }

    @Test
    void a_subtask_and_a_started_dependent_between_plan_and_apply_are_never_missed() {
        crew.register("C", "A");
        crew.checkpoint("A", "a2");
        crew.set("A", 3);
        store.beforeTheNextRollback(() -> {
            others.registerSubtask("B.1", "B");
            others.engine.tasks.start("C");
        });
        crew.rollBack(RollbackScope.to(new CheckpointId("a2")).cascading(), "rb-1");
        assertThat(crew.engine.state("B.1").status()).isEqualTo(TaskStatus.RETRACTED);
        assertThat(crew.epoch("C")).isEqualTo(1);
    }

    @Test
    void N02_a_task_that_moved_joined_or_left_is_a_named_conflict() {
        crew.register("L", "A");
        crew.register("M", "A");
        RollbackPlan seen = crew.plan(BACK);
        others.set("B", 7);
        others.register("J", "A");
        others.rollBack(RollbackScope.to(new CheckpointId("a1")).withTasks(ids("L")), "rb-l");
        assertRefused(
                RefusalCode.CONFLICT,
                "the plan is another now: moved: B; joined: J; left: L. Nothing was done",
                () -> apply(seen, "rb-1"));
        assertThat(crew.n("A")).isEqualTo(2);
        apply(crew.plan(BACK), "rb-2");
        assertThat(crew.n("A")).isNull();
        assertThat(crew.n("B")).isEqualTo(1);
    }

    @Test
    void N02_what_moves_right_before_the_lock_is_a_named_conflict_too() {
        RollbackPlan seen = crew.plan(BACK);
        store.beforeTheNextRollback(() -> others.set("B", 7));
        assertRefused(RefusalCode.CONFLICT, "moved: B", () -> apply(seen, "rb-1"));
        assertThat(crew.n("B")).isEqualTo(7);
    }

    @Test
    void N02_a_new_checkpoint_moves_nothing() {
        RollbackPlan seen = crew.plan(BACK);
        others.checkpoint("A", "a2");
        store.beforeTheNextRollback(() -> others.checkpoint("B", "b1"));
        apply(seen, "rb-1");
        assertThat(crew.n("A")).isNull();
    }

    @Test
    void N02_a_digest_alone_is_enough_to_refuse() {
        RollbackPlan seen = crew.plan(BACK);
        others.set("B", 7);
        RollBack command = new RollBack(
                new RollbackId("rb-1"), BACK, RollbackReason.MANUAL, "why", Map.of(), true, seen.digest(), List.of());
        assertRefused(RefusalCode.CONFLICT, "the plan is another now. Nothing was done", () -> crew.send(command));
    }

    @Test
    void N02_a_plan_whose_tasks_were_edited_is_refused() {
        RollbackPlan seen = crew.plan(BACK);
        RollBack edited = new RollBack(
                new RollbackId("rb-1"),
                BACK,
                RollbackReason.MANUAL,
                "why",
                Map.of(),
                true,
                seen.digest(),
                seen.planned().subList(0, 1));
        assertRefused(RefusalCode.INVALID_INPUT, "the plan was edited", () -> crew.send(edited));
        assertThat(crew.n("A")).isEqualTo(2);
    }

    @Test
    void whoever_asks_in_an_epoch_that_has_ended_rolls_nothing_back() {
        crew.rollBack(BACK, "rb-1");
        crew.set("A", 3);
        RollBack stale = new RollBack(new RollbackId("rb-2"), RollbackScope.to(new CheckpointId("a1")), "why");
        assertRefused(
                RefusalCode.STALE_EPOCH,
                "epoch 1",
                () -> crew.engine.commands.sendAndWait(stale, MetaData.with(MetadataKeys.EPOCH, 0L)));
        assertThat(crew.n("A")).isEqualTo(3);
        crew.engine.commands.sendAndWait(
                new RollBack(new RollbackId("rb-3"), RollbackScope.to(new CheckpointId("a1")), "why"),
                MetaData.with(MetadataKeys.EPOCH, 1L));
        assertThat(crew.n("A")).isNull();
    }

    @Test
    void one_breath_replans_as_often_as_others_move() {
        store.beforeTheNextRollback(() -> others.set("B", 7));
        store.beforeTheNextRollback(() -> others.set("A", 8));
        store.beforeTheNextRollback(() -> others.register("D", "A"));
        crew.rollBack(BACK, "rb-1");
        assertThat(crew.n("A")).isNull();
        assertThat(crew.n("B")).isEqualTo(1);
        assertThat(crew.engine.state("D").status()).isEqualTo(TaskStatus.RETRACTED);
    }

    @Test
    void an_agent_that_never_rests_does_not_keep_its_task_from_going_back() throws Exception {
        for (int i = 0; i < 100; i++) {
            crew.register("w" + i, "A");
        }
        RollbackScope back = RollbackScope.to(crew.checkpoint("A", "a2")).cascading();
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Integer> agent = CompletableFuture.supplyAsync(() -> {
            int writes = 0;
            while (!stop.get()) {
                others.set("w" + writes % 100, ++writes);
            }
            return writes;
        });
        try {
            for (int i = 0; i < 3; i++) {
                crew.set("A", 10 + i);
                crew.rollBack(back, "rb-" + i);
            }
        } finally {
            stop.set(true);
        }
        assertThat(agent.get(20, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void N01_a_rollback_of_many_tasks_is_one_commit_of_which_no_reader_sees_half() throws Exception {
        List<String> names = IntStream.range(0, 40).mapToObj(i -> "w" + i).toList();
        names.forEach(name -> crew.register(name, "A"));
        names.forEach(name -> crew.set(name, 1));
        RollbackScope back = RollbackScope.to(crew.checkpoint("A", "a2")).cascading();
        crew.set("A", 3);
        names.forEach(name -> crew.set(name, 2));
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Set<Set<Long>>> reader = CompletableFuture.supplyAsync(() -> {
            Set<Set<Long>> seen = new HashSet<>();
            while (!stop.get()) {
                seen.add(epochsAtOneMoment(names));
            }
            return seen;
        });
        try {
            crew.rollBack(back, "rb-1");
            for (int i = 1; i < 6; i++) {
                crew.rollBack(undo("rb-" + i), "rb-" + (i + 1));
            }
        } finally {
            stop.set(true);
        }
        assertThat(reader.get(20, TimeUnit.SECONDS)).allMatch(epochs -> epochs.size() == 1);
        assertThat(names).allMatch(name -> crew.n(name) == 2);
    }

    private Set<Long> epochsAtOneMoment(List<String> names) {
        return others.engine.store.read(
                reading -> reading.tasks(names).stream().map(TaskHead::epoch).collect(Collectors.toSet()));
    }

    @Test
    void a_full_rollback_takes_a_task_that_joined_meanwhile() {
        store.beforeTheNextRollback(() -> others.register("late"));
        crew.rollBack(RollbackScope.to(new AtPosition(4)), "rb-1");
        assertThat(crew.engine.state("late").status()).isEqualTo(TaskStatus.RETRACTED);
    }

    @Test
    void two_undos_of_one_rollback_are_one() {
        crew.rollBack(BACK, "rb-1");
        store.beforeTheNextRollback(() -> others.rollBack(undo("rb-1"), "rb-2"));
        assertRefused(RefusalCode.ALREADY_THERE, "already undone (rb-2)", () -> crew.rollBack(undo("rb-1"), "rb-3"));
    }

    @Test
    void a_dependency_that_goes_while_a_task_is_registered_refuses_the_task() {
        crew.checkpointOfEverything("all");
        crew.register("E");
        crew.rollBack(RollbackScope.to(new CheckpointId("all")), "rb-1");
        assertRefused(RefusalCode.NOT_FOUND, "task E, which does not exist", () -> others.register("F", "E"));
    }

    @Test
    void P05_of_five_rollbacks_at_once_over_the_same_tasks_one_applies_and_four_are_told() throws Exception {
        List<CompletableFuture<Object>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String id = "rb-" + i;
            Crew who = i % 2 == 0 ? crew : others;
            all.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return who.rollBack(BACK, id);
                } catch (RefusedException e) {
                    return e.code();
                }
            }));
        }
        List<Object> answers = new ArrayList<>();
        for (CompletableFuture<Object> one : all) {
            answers.add(one.get(20, TimeUnit.SECONDS));
        }
        assertThat(answers).filteredOn(RollbackId.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(RefusalCode.ALREADY_THERE::equals).hasSize(4);
        assertThat(List.of(crew.epoch("A"), crew.epoch("B"))).containsExactly(1L, 1L);
    }

    @Test
    void N11_the_same_request_twice_is_one_rollback_whatever_the_plan_is_by_then() {
        MetaData request = MetaData.with(MetadataKeys.REQUEST_ID, "req-1").and(MetadataKeys.ACTOR, "ann");
        RollBack first = RollBack.of(
                crew.plan(RollbackScope.to(new AtPosition(4))),
                new RollbackId("rb-1"),
                RollbackReason.MANUAL,
                "why",
                Map.of());
        assertThat(crew.engine.commands.<RollbackId>sendAndWait(first, request)).isEqualTo(new RollbackId("rb-1"));
        long head = crew.engine.head();
        RollBack again = new RollBack(new RollbackId("rb-2"), first.scope(), "why");
        assertThat(others.engine.commands.<RollbackId>sendAndWait(again, request))
                .isEqualTo(new RollbackId("rb-1"));
        assertThat(crew.engine.head()).isEqualTo(head);
        for (RollBack other : List.of(
                new RollBack(new RollbackId("rb-3"), BACK, "why"),
                new RollBack(new RollbackId("rb-3"), first.scope(), "another"),
                new RollBack(new RollbackId("rb-3"), first.scope(), RollbackReason.MANUAL, "why", Map.of("k", "v")))) {
            assertRefused(
                    RefusalCode.CONFLICT,
                    "used for something else",
                    () -> crew.engine.commands.sendAndWait(other, request));
        }
    }

    private void apply(RollbackPlan plan, String id) {
        crew.send(RollBack.of(plan, new RollbackId(id), RollbackReason.MANUAL, "why", Map.of()));
    }
}
