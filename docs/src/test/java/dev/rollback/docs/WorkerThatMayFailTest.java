package dev.rollback.docs;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.FailureClassifier;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackListener;
import dev.rollback.api.RollbackManager;
import dev.rollback.api.RollbackPage;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RolledBackException;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskManager;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.axonframework.common.Registration;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial of a worker that may fail, step by step. */
class WorkerThatMayFailTest {
    @TempDir
    Path directory;

    private RollbackEngine engine;

    @BeforeEach
    void open() {
        engine = RollbackEngine.open(EngineOptions.defaults().withDirectory(directory));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** Loads half a file, and fails. */
    private static final class Loader {
        private final TaskManager worker;

        Loader(TaskManager worker) {
            this.worker = worker;
        }

        int load(String file) throws IOException {
            worker.merge("prices", TASK_STATE, Json.parse("{\"loaded\": 180}"));
            throw new IOException(file + " ends in the middle of line 61");
        }
    }

    private static final class BadPriceException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void step_1_to_3_work_that_fails_goes_back_and_the_error_says_so() {
        // region register
        TaskManager tasks = engine.tasks();
        tasks.register("prices", "Load the new prices");
        long epoch = tasks.start("prices").epoch();

        TaskManager worker = tasks.withEpoch(epoch);
        worker.merge("prices", TASK_STATE, Json.parse("{\"loaded\": 120}"));
        CheckpointId before = engine.checkpoints().create("prices", "before the second file");
        // endregion
        Loader loader = new Loader(worker);
        List<String> printed = new ArrayList<>();
        // region guard
        try {
            int lines = engine.rollbacks().rollbackOnError("prices", before, () -> loader.load("second.csv"));
            printed.add(lines + " lines loaded");
        } catch (Exception error) {
            printed.add(error.getMessage());
            RolledBackException.rollbackOf(error)
                    .ifPresent(rollback -> printed.add(rollback.status() + " because of " + rollback.reason()));
        }
        // endregion
        assertThat(printed).containsExactly("second.csv ends in the middle of line 61", "SUCCESS because of ERROR");
        TaskView back = tasks.find("prices").orElseThrow();
        assertThat(back.data()).isEqualTo(Json.parse("{\"loaded\": 120}"));
        assertThat(back.workedOn()).isFalse();
        assertThatThrownBy(() -> worker.complete("prices")).isInstanceOf(StaleEpochException.class);
        // region again
        TaskManager next = tasks.withEpoch(tasks.start("prices").epoch());
        next.merge("prices", TASK_STATE, Json.parse("{\"skipped\": \"second.csv\"}"));
        next.complete("prices");
        // endregion
        assertThat(tasks.find("prices").orElseThrow().status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(tasks.find("prices").orElseThrow().epoch()).isEqualTo(1);
    }

    @Test
    void step_2_work_that_changed_nothing_still_ends_the_epoch_of_a_running_task() {
        TaskManager worker = engine.tasks().withEpoch(started());
        CheckpointId before = engine.checkpoints().create("prices", "before the second file");
        Throwable error = catchThrowable(() -> engine.rollbacks().rollbackOnError("prices", before, () -> {
            throw new IOException("no such file");
        }));
        assertThat(RolledBackException.rollbackOf(error)).isPresent();
        assertThatThrownBy(() -> worker.complete("prices")).isInstanceOf(StaleEpochException.class);
    }

    @Test
    void step_3_a_rollback_that_is_refused_travels_with_the_error() {
        long epoch = started();
        CheckpointId before = engine.checkpoints().create("prices", "before the second file");
        engine.tasks().merge("prices", TASK_STATE, Json.parse("{\"loaded\": 130}"));
        engine.rollbacks().rollBack(before, "somebody else was faster");
        engine.tasks().withEpoch(1).merge("prices", TASK_STATE, Json.parse("{\"loaded\": 7}"));
        // region epoch
        RollbackManager mine =
                engine.rollbacks().with(RequestContext.of("loader").withEpoch(epoch));
        // endregion
        Throwable error = catchThrowable(() -> mine.rollbackOnError("prices", before, () -> {
            throw new IOException("late");
        }));
        assertThat(RolledBackException.rollbackOf(error)).isEmpty();
        assertThat(error.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.STALE_EPOCH));
        assertThat(engine.tasks().find("prices").orElseThrow().data()).isEqualTo(Json.parse("{\"loaded\": 7}"));
    }

    @Test
    void step_4_work_that_ends_later() {
        TaskManager worker = engine.tasks().withEpoch(started());
        CheckpointId before = engine.checkpoints().create("prices", "before the second file");
        // region async
        CompletableFuture<Integer> loaded =
                engine.rollbacks().rollbackOnErrorAsync("prices", before, () -> later(worker));
        // endregion
        assertThatThrownBy(loaded::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(engine.rollbacks().history())
                .extracting(RollbackView::reason)
                .containsExactly(RollbackReason.TIMEOUT);
    }

    private static CompletableFuture<Integer> later(TaskManager worker) {
        return CompletableFuture.supplyAsync(() -> {
            worker.merge("prices", TASK_STATE, Json.parse("{\"loaded\": 180}"));
            throw new CompletionException(new TimeoutException("no answer for a minute"));
        });
    }

    @Test
    void step_5_a_classifier_of_ones_own() {
        TaskManager worker = engine.tasks().withEpoch(started());
        CheckpointId before = engine.checkpoints().create("prices", "before the second file");
        // region classifier
        FailureClassifier classifier =
                FailureClassifier.byType().with(BadPriceException.class, RollbackReason.VALIDATION_FAILED);
        RollbackManager rollbacks = engine.rollbacks().withClassifier(classifier);
        // endregion
        Runnable work = () -> {
            worker.merge("prices", TASK_STATE, Json.parse("{\"loaded\": 180}"));
            throw new IllegalStateException(new BadPriceException());
        };
        assertThatThrownBy(() -> rollbacks.rollbackOnError("prices", before, work))
                .isInstanceOf(IllegalStateException.class);
        assertThat(rollbacks.history())
                .extracting(RollbackView::reason)
                .containsExactly(RollbackReason.VALIDATION_FAILED);
    }

    @Test
    void step_6_a_failing_task_goes_back_by_itself() {
        // region automatic
        TaskManager tasks = engine.tasks();
        tasks.register("images", "Load the images");
        tasks.start("images");
        engine.checkpoints().create("images", "before the first batch");
        tasks.merge("images", TASK_STATE, Json.parse("{\"loaded\": 12}"));

        tasks.fail("images", "no space left on the device", RollbackReason.RESOURCE_LIMIT);

        TaskView back = tasks.find("images").orElseThrow();
        System.out.println(back.status() + " in epoch " + back.epoch() + ": " + back.data());
        engine.rollbacks().history("images").forEach(record -> System.out.println(record.note()));
        // endregion
        assertThat(back.status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(back.epoch()).isEqualTo(1);
        assertThat(back.data()).isEqualTo(Json.EMPTY_OBJECT);
        assertThat(engine.rollbacks().history("images"))
                .extracting(RollbackView::note)
                .containsExactly("task images failed: no space left on the device");
    }

    @Test
    void step_6_the_engine_can_be_told_for_all_tasks() {
        engine.close();
        // region options
        EngineOptions options = EngineOptions.defaults()
                .withDirectory(directory)
                .withRollback(RollbackSettings.defaults().withAutoCheckpoint(true));
        // endregion
        engine = RollbackEngine.open(options);
        engine.tasks().register("images", "Load the images");
        engine.checkpoints().create("images", "before the first batch");
        engine.tasks().fail("images", "no");
        assertThat(engine.tasks().find("images").orElseThrow().status()).isEqualTo(TaskStatus.PENDING);
        assertThat(engine.checkpoints().list("images"))
                .extracting(CheckpointView::phase)
                .containsExactly("failed", "before the first batch");
    }

    @Test
    void step_7_somebody_is_told() {
        started();
        CheckpointId before = engine.checkpoints().create("prices", "before the second file");
        engine.tasks().merge("prices", TASK_STATE, Json.parse("{\"loaded\": 180}"));
        List<String> alarms = new ArrayList<>();
        // region listener
        Registration registration = engine.listen(new RollbackListener() {
            @Override
            public void after(RollbackView record, List<CheckpointView> checkpoints) {
                record.tasks().forEach(task -> alarms.add(task.taskId() + " went back: " + record.note()));
            }

            @Override
            public void failed(RollBack rollback, List<CheckpointView> checkpoints, RefusedException why) {
                alarms.add("not rolled back: " + why.getMessage());
            }
        });
        // endregion
        engine.rollbacks().rollBack(before, "two prices were wrong");
        assertThat(catchThrowable(() -> engine.rollbacks().rollBack(new CheckpointId("cp-none"), "no")))
                .isInstanceOf(RefusedException.class);
        // region cancel
        registration.cancel();
        // endregion
        assertThat(alarms)
                .containsExactly(
                        "prices went back: two prices were wrong", "not rolled back: there is no checkpoint cp-none.");
    }

    @Test
    void step_7_other_processes_too() {
        started();
        CheckpointId before = engine.checkpoints().create("prices", "before the second file");
        engine.tasks().merge("prices", TASK_STATE, Json.parse("{\"loaded\": 180}"));
        List<String> alarms = new CopyOnWriteArrayList<>();
        // region subscription
        SubscriptionQueryResult<RollbackPage, RollbackView> subscription = engine.queryGateway()
                .subscriptionQuery(
                        new FindRollbacks(new TaskId("prices"), Map.of(), PageRequest.first(10)),
                        ResponseTypes.instanceOf(RollbackPage.class),
                        ResponseTypes.instanceOf(RollbackView.class));
        subscription.updates().subscribe(record -> alarms.add(record.actor() + ": " + record.note()));
        // endregion
        try (RollbackEngine other = RollbackEngine.open(
                EngineOptions.defaults().withDirectory(directory).withActor("bob"))) {
            other.rollbacks().rollBack(before, "two prices were wrong");
        }
        await().untilAsserted(() -> assertThat(alarms).containsExactly("bob: two prices were wrong"));
        // region unsubscribe
        subscription.close();
        // endregion
    }

    private long started() {
        engine.tasks().register("prices", "Load the new prices");
        return engine.tasks().start("prices").epoch();
    }
}
