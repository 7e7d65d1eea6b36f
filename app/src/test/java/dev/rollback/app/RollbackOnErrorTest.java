package dev.rollback.app;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.FailureClassifier;
import dev.rollback.api.PolicyChange;
import dev.rollback.api.PolicyChange.OnFailure;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RetentionCommand.DeleteCheckpoint;
import dev.rollback.api.RollbackManager;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RolledBackException;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Work whose task goes back should it fail. */
@OnEveryStore
class RollbackOnErrorTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private RollbackEngine engine;
    private CheckpointId before;

    @BeforeEach
    void open() {
        engine = RollbackEngine.open(EngineOptions.defaults()
                .withStore(StoreAddress.of(kind.address(here), here))
                .withActor("ann"));
        engine.tasks().register("A", "Alpha");
        set(1);
        before = engine.checkpoints().create("A", "before the risky step");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void G05_work_that_succeeds_leaves_nothing() throws Exception {
        rollbacks().rollbackOnError("A", before, () -> set(2));
        assertThat(rollbacks().<Integer>rollbackOnError("A", before, () -> 7)).isEqualTo(7);
        assertThat(n()).isEqualTo(2);
        assertThat(rollbacks().history()).isEmpty();
    }

    @Test
    void G05_the_original_error_is_thrown_on_with_the_rollback_attached() {
        IllegalStateException error = new IllegalStateException("boom");
        Runnable work = () -> {
            set(2);
            throw error;
        };
        assertThat(catchThrowable(() -> rollbacks().rollbackOnError("A", before, work)))
                .isSameAs(error);
        assertThat(n()).isEqualTo(1);
        assertThat(rollbacks().history()).hasSize(1);
        RollbackView record = rollbacks().history().get(0);
        assertThat(RolledBackException.rollbackOf(error)).contains(record);
        assertThat(record.status()).isEqualTo(RollbackStatus.SUCCESS);
        assertThat(record.reason()).isEqualTo(RollbackReason.ERROR);
        assertThat(record.note()).isEqualTo("work on task A failed: java.lang.IllegalStateException: boom");
        assertThat(record.scope().checkpoints()).containsExactly(before);
        assertThat(record.actor()).isEqualTo("ann");
    }

    @Test
    void G05_checked_errors_come_out_as_they_are() {
        IOException error = new IOException("disk full");
        Callable<String> work = () -> {
            set(2);
            throw error;
        };
        assertThat(catchThrowable(() -> rollbacks().rollbackOnError("A", before, work)))
                .isSameAs(error);
        assertThat(n()).isEqualTo(1);
    }

    @Test
    void G05_a_future_that_fails_ends_when_the_task_is_back() throws Exception {
        CompletableFuture<String> begun = new CompletableFuture<>();
        CompletableFuture<String> ended = rollbacks().rollbackOnErrorAsync("A", before, () -> begun);
        set(2);
        assertThat(ended).isNotDone();
        TimeoutException error = new TimeoutException("too slow");
        begun.completeExceptionally(error);
        assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isSameAs(error);
        assertThat(n()).isEqualTo(1);
        assertThat(rollbacks().history()).extracting(RollbackView::reason).containsExactly(RollbackReason.TIMEOUT);
        assertThat(rollbacks()
                        .rollbackOnErrorAsync("A", before, () -> CompletableFuture.completedFuture("done"))
                        .get())
                .isEqualTo("done");
        assertThat(rollbacks().history()).hasSize(1);
    }

    @Test
    void G05_a_supplier_that_throws_or_answers_nothing_is_a_failure_too() {
        CompletableFuture<String> thrown = rollbacks().rollbackOnErrorAsync("A", before, () -> {
            set(2);
            throw new IllegalArgumentException("no");
        });
        assertThatThrownBy(thrown::join).hasCauseInstanceOf(IllegalArgumentException.class);
        set(3);
        CompletableFuture<String> none = rollbacks().rollbackOnErrorAsync("A", before, () -> null);
        assertThatThrownBy(none::join).hasCauseInstanceOf(NullPointerException.class);
        assertThat(n()).isEqualTo(1);
        assertThat(rollbacks().history()).hasSize(2);
    }

    @Test
    void P15_the_reason_comes_from_the_error_or_from_what_caused_it() {
        FailureClassifier byType = FailureClassifier.byType();
        Map<Throwable, RollbackReason> expected = Map.of(
                new TimeoutException(), RollbackReason.TIMEOUT,
                new RuntimeException(new SocketTimeoutException()), RollbackReason.TIMEOUT,
                new IllegalArgumentException(), RollbackReason.VALIDATION_FAILED,
                new OutOfMemoryError(), RollbackReason.RESOURCE_LIMIT,
                new RejectedExecutionException(), RollbackReason.RESOURCE_LIMIT,
                new ConnectException(), RollbackReason.DEPENDENCY_FAILED,
                new CircuitBreakerOpenException(), RollbackReason.CIRCUIT_BREAKER,
                new IOException("x"), RollbackReason.ERROR);
        expected.forEach((error, reason) ->
                assertThat(byType.reasonOf(error)).as(error.toString()).isEqualTo(reason));
        FailureClassifier own = byType.with(IOException.class, RollbackReason.RESOURCE_LIMIT);
        assertThat(own.reasonOf(new RuntimeException(new IOException("x")))).isEqualTo(RollbackReason.RESOURCE_LIMIT);
        assertThat(own.reasonOf(new TimeoutException())).isEqualTo(RollbackReason.TIMEOUT);
    }

    @Test
    void P15_a_classifier_of_ones_own_is_asked() {
        RollbackManager own = rollbacks().withClassifier(error -> RollbackReason.CIRCUIT_BREAKER);
        fail(own);
        assertThat(rollbacks().history())
                .extracting(RollbackView::reason)
                .containsExactly(RollbackReason.CIRCUIT_BREAKER);
    }

    @Test
    void without_its_checkpoint_the_work_is_not_begun() {
        List<String> begun = new ArrayList<>();
        Runnable work = () -> begun.add("begun");
        assertThatThrownBy(() -> rollbacks().rollbackOnError("A", new CheckpointId("cp-none"), work))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.NOT_FOUND));
        assertThat(begun).isEmpty();
    }

    @Test
    void the_checkpoint_is_kept_while_the_work_runs_and_not_longer() {
        engine.checkpoints().create("A", "a newer one, so that no other promise keeps the first");
        Runnable work = () -> assertThatThrownBy(this::delete)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.CONFLICT));
        rollbacks().rollbackOnError("A", before, work);
        await().untilAsserted(this::delete);
        assertThat(rollbacks().check(before))
                .get()
                .extracting(RefusedException::code)
                .isEqualTo(RefusalCode.CLEANED_UP);
    }

    @Test
    void a_rollback_that_is_refused_travels_with_the_error_too() {
        CheckpointId failed = failedCheckpoint();
        IllegalStateException error = new IllegalStateException("boom");
        Runnable work = () -> {
            set(5);
            throw error;
        };
        assertThat(catchThrowable(() -> rollbacks().rollbackOnError("A", failed, work)))
                .isSameAs(error);
        assertThat(RolledBackException.rollbackOf(error)).isEmpty();
        assertThat(error.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.FAILED_STATE));
        assertThat(n()).isEqualTo(5);
    }

    @Test
    void work_that_changed_nothing_has_nothing_to_take_back() {
        IllegalStateException error = new IllegalStateException("boom");
        Runnable work = () -> {
            throw error;
        };
        assertThat(catchThrowable(() -> rollbacks().rollbackOnError("A", before, work)))
                .isSameAs(error);
        assertThat(error.getSuppressed()).isEmpty();
        assertThat(rollbacks().history()).isEmpty();
    }

    @Test
    void an_interrupted_worker_is_rolled_back_all_the_same_and_stays_interrupted() {
        Runnable work = () -> {
            set(2);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        };
        assertThat(catchThrowable(() -> rollbacks().rollbackOnError("A", before, work)))
                .hasMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(n()).isEqualTo(1);
    }

    @Test
    void guarded_work_inside_guarded_work_goes_back_step_by_step() {
        Runnable outer = () -> {
            set(2);
            CheckpointId inner = engine.checkpoints().create("A", "inner");
            rollbacks().rollbackOnError("A", inner, (Runnable) () -> {
                set(3);
                throw new IllegalStateException("deep");
            });
        };
        Throwable error = catchThrowable(() -> rollbacks().rollbackOnError("A", before, outer));
        assertThat(error).hasMessage("deep");
        assertThat(error.getSuppressed()).hasSize(2);
        assertThat(n()).isEqualTo(1);
        assertThat(rollbacks().history()).hasSize(2);
    }

    @Test
    void a_worker_whose_epoch_is_over_takes_nothing_back() {
        RollbackManager old = rollbacks().with(RequestContext.of("worker").withEpoch(0));
        set(2);
        rollbacks().rollBack(before, "somebody else was faster");
        set(9);
        assertThat(fail(old).getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.STALE_EPOCH));
        assertThat(n()).isEqualTo(9);
    }

    private Throwable fail(RollbackManager manager) {
        Runnable work = () -> {
            set(n() + 0);
            engine.tasks().merge("A", TASK_STATE, Json.parse("{\"failed\":true}"));
            engine.tasks().merge("A", TASK_STATE, Json.parse("{\"failed\":null}"));
            throw new IllegalStateException("boom");
        };
        return catchThrowable(() -> manager.rollbackOnError("A", before, work));
    }

    private CheckpointId failedCheckpoint() {
        engine.tasks().changePolicy("A", PolicyChange.NONE.withOnFailure(OnFailure.NO));
        engine.tasks().fail("A", "boom");
        CheckpointId failed = engine.checkpoints().create("A", "failed");
        engine.tasks().reopen("A");
        return failed;
    }

    private void delete() {
        engine.commandGateway().sendAndWait(new DeleteCheckpoint(before));
    }

    private static final class CircuitBreakerOpenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private RollbackManager rollbacks() {
        return engine.rollbacks();
    }

    private void set(int n) {
        engine.tasks().merge("A", TASK_STATE, Json.of(Map.of("n", n)));
    }

    private int n() {
        return engine.tasks()
                .find("A")
                .orElseThrow()
                .data()
                .get("n")
                .map(n -> Integer.valueOf(n.text()))
                .orElseThrow();
    }
}
