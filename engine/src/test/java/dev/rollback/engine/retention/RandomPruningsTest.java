package dev.rollback.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.PruneReport;
import dev.rollback.api.PruneReport.Promise;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RetentionRule;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskId;
import dev.rollback.store.Campaign;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Random stories, cleaned up at random: what was promised before can be done after. */
@OnEveryStore
class RandomPruningsTest {
    private static final int PRUNINGS_OF_A_STORY = 50;
    private static final int PRUNINGS_BEFORE_A_RESTART = 10;
    private static final long SEED = Long.getLong("test.seed", Campaign.isThorough() ? System.nanoTime() : 20_261_125);
    private static final List<String> TASKS = List.of("A", "B", "C", "D");

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private final Map<Promise, Integer> kept = new EnumMap<>(Promise.class);
    private int gone;
    private int restarts;
    private int cleanUps;
    private int tries;

    @Test
    void N09_pruning_can_never_make_a_promised_restore_impossible() {
        Random random = new Random(SEED);
        int prunings = 0;
        int wanted = kind == StoreKind.SQLITE ? Campaign.trials(300, 8_500) : Campaign.trials(100, 1_500);
        for (int story = 0; prunings < wanted; story++) {
            try (Story told = new Story(directory.resolve("story-" + story), random)) {
                for (int i = 0; i < PRUNINGS_OF_A_STORY; i++) {
                    told.goOn(4);
                    told.prune();
                    prunings++;
                    if (prunings % PRUNINGS_BEFORE_A_RESTART == 0) {
                        told.restart();
                    }
                }
                told.end();
            }
        }
        System.err.printf(
                "RandomPruningsTest on %s: %d prunings took %d checkpoints and kept %s, %d clean-ups in all, %d restarts,"
                        + " %d plans tried, -Dtest.seed=%d%n",
                kind, prunings, gone, kept, cleanUps, restarts, tries, SEED);
        assertThat(kept).as("promises that kept something").containsOnlyKeys(Promise.values());
        assertThat(gone).isGreaterThan(prunings / 2);
        assertThat(cleanUps).as("and what maxCheckpoints and people took").isGreaterThan(gone);
    }

    private final class Story implements AutoCloseable {
        private final Path folder;
        private final Random random;
        private final TestClock clock = new TestClock();
        private final int historyLimit;
        private final RollbackSettings settings;
        private final ToldPromises told;
        private final Map<String, Instant> leased = new HashMap<>();
        private Keeper keeper;
        private int next;

        Story(Path folder, Random random) {
            this.folder = folder;
            this.random = random;
            historyLimit = 1 + random.nextInt(5);
            settings = RollbackSettings.defaults().withMaxCheckpoints(random.nextBoolean() ? 6 : 1_000);
            told = new ToldPromises(historyLimit);
            keeper = open();
            keeper.register("A");
            keeper.engine.tasks.register("B", "Task B", "A");
            keeper.engine.tasks.register("C", "Task C", "B");
            keeper.register("D");
        }

        private Keeper open() {
            return Keeper.on(kind.create(folder, StoreOptions.of(clock)), clock, settings, historyLimit);
        }

        void goOn(int steps) {
            for (int i = 0; i < steps; i++) {
                clock.set(clock.instant().plusSeconds(random.nextInt(60)));
                step();
            }
            readOn();
        }

        private void step() {
            String task = TASKS.get(random.nextInt(TASKS.size()));
            switch (random.nextInt(20)) {
                case 0 -> keeper.everything(name("s"));
                case 1, 2, 3, 4 -> tried(() -> keeper.rollBack(target(), name("rb-")));
                case 5 -> tried(() -> keeper.rollBack(undo(), name("rb-")));
                case 6 -> tried(() -> keeper.checkpoints.hold(Keeper.id(offered())));
                case 7, 8 -> tried(() -> keeper.checkpoints.release(Keeper.id(promised())));
                case 9 -> lease();
                case 10 -> tried(() -> keeper.checkpoints.delete(Keeper.id(offered())));
                case 11 -> tried(() -> keeper.checkpoints.archive(Keeper.id(offered())));
                case 12 ->
                    tried(() -> {
                        keeper.engine.tasks.fail(task, "broken");
                        keeper.checkpointOfFailed(task, name(task));
                    });
                default -> tried(() -> keeper.checkpoint(task, name(task), next));
            }
            readOn();
        }

        private RollbackScope target() {
            String checkpoint = offered();
            boolean ofEverything = checkpoint.startsWith("s");
            RollbackScope to = RollbackScope.to(Keeper.id(checkpoint)).forced();
            return switch (random.nextInt(4)) {
                case 0 -> ofEverything ? to : to.cascading();
                case 1 -> to.withTasks(List.of(new TaskId(TASKS.get(random.nextInt(TASKS.size())))));
                default -> to;
            };
        }

        private RollbackScope undo() {
            return undoing(one(told.shown(), new RollbackId("rb-none")));
        }

        private void lease() {
            String checkpoint = offered();
            Duration length = Duration.ofMinutes(1 + random.nextInt(10));
            tried(() -> {
                keeper.lease(checkpoint, "work", length);
                leased.put(checkpoint, clock.instant().plus(length));
            });
        }

        private void restart() {
            keeper.close();
            keeper = open();
            restarts++;
        }

        void prune() {
            List<String> promised = told.promised();
            List<String> working = leased.keySet().stream()
                    .filter(checkpoint -> leased.get(checkpoint).isAfter(clock.instant()))
                    .filter(told.offered()::contains)
                    .toList();
            RollbackId shown = one(told.shown(), new RollbackId("rb-none"));
            String undoBefore =
                    outcome(() -> keeper.rollbacks.plan(undoing(shown)).digest());

            PruneReport report = keeper.checkpoints.prune(rule());

            readOn();
            report.kept().forEach(one -> kept.merge(one.promise(), 1, Integer::sum));
            gone += report.pruned().size() + report.archived().size();
            assertThat(told.offered()).containsAll(promised).containsAll(working);
            assertThat(outcome(() -> keeper.rollbacks.plan(undoing(shown)).digest()))
                    .as("undo of %s", shown)
                    .isEqualTo(undoBefore);
            for (int i = 0; i < 2; i++) {
                assertCanGoBack(one(promised, ""));
                assertCanGoBack(one(working, ""));
            }
            report.pruned()
                    .forEach(one -> assertThat(outcome(() ->
                                    keeper.rollbacks.plan(one.checkpointId()).digest()))
                            .isEqualTo("CLEANED_UP"));
        }

        private RetentionRule rule() {
            TaskId task = random.nextInt(4) == 0 ? new TaskId(TASKS.get(random.nextInt(TASKS.size()))) : null;
            Integer keepLast = random.nextBoolean() ? 1 + random.nextInt(2) : null;
            Duration olderThan =
                    keepLast == null || random.nextBoolean() ? Duration.ofMinutes(random.nextInt(5)) : null;
            return new RetentionRule(keepLast, olderThan, task);
        }

        private void assertCanGoBack(String checkpoint) {
            if (!checkpoint.isEmpty()) {
                tries++;
                RollbackScope back = RollbackScope.to(Keeper.id(checkpoint)).forced();
                assertThat(outcome(() -> keeper.rollbacks.plan(back).digest()))
                        .as("back to %s", checkpoint)
                        .matches("[0-9a-f]{64}|ALREADY_THERE");
            }
        }

        void end() {
            keeper.assertIndexAgrees();
            cleanUps += told.cleanUps();
        }

        private void readOn() {
            keeper.engine.store.<Void>read(reading -> {
                told.readOn(reading);
                return null;
            });
        }

        private RollbackScope undoing(RollbackId rollback) {
            return RollbackScope.undoing(rollback).with(LaterWork.DISCARD);
        }

        private String offered() {
            return one(told.offered(), "none");
        }

        private String promised() {
            return one(told.promised(), "none");
        }

        private <T> T one(List<T> some, T none) {
            return some.isEmpty() ? none : some.get(random.nextInt(some.size()));
        }

        private String name(String beginning) {
            return beginning + next++;
        }

        @Override
        public void close() {
            keeper.close();
        }
    }

    /** What it gives, or the code with which it is refused. */
    private static String outcome(Supplier<String> call) {
        try {
            return call.get();
        } catch (RefusedException e) {
            return e.code().name();
        }
    }

    private static void tried(Runnable step) {
        try {
            step.run();
        } catch (RefusedException e) {
            assertThat(e.code())
                    .as(e.getMessage())
                    .isIn(RefusalCode.CONFLICT, RefusalCode.ALREADY_THERE, RefusalCode.NOT_FOUND);
        }
    }
}
