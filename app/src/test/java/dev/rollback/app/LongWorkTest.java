package dev.rollback.app;

import static dev.rollback.api.ComponentName.CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.InterruptedStore;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A rollback that takes as long as a test wants. */
@OnEveryStore
class LongWorkTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private RollbackEngine engine;
    private CheckpointId checkpoint;

    @BeforeEach
    void open() {
        EngineOptions options = EngineOptions.defaults().withStore(StoreAddress.of(kind.address(here), here));
        InterruptedStore store =
                new InterruptedStore(Stores.create(options.store(), System.getenv(), InstantSource.system()));
        engine = RollbackEngine.on(store, options);
        engine.tasks().register("A", "Alpha");
        checkpoint = engine.checkpoints().create("A", "before");
        engine.tasks().merge("A", CACHE, Json.parse("{\"n\":2}"));
        store.beforeTheNextRollback(() -> {
            begun.countDown();
            awaitLatch(mayEnd);
        });
    }

    @AfterEach
    void close() {
        mayEnd.countDown();
        engine.close();
        callers.shutdownNow();
    }

    @Test
    void is_waited_for_without_an_end() throws Exception {
        AtomicReference<Thread> caller = new AtomicReference<>();
        CompletableFuture<RollbackView> answer = CompletableFuture.supplyAsync(
                () -> {
                    caller.set(Thread.currentThread());
                    return engine.rollbacks().rollBack(checkpoint, "it takes long");
                },
                callers);
        awaitLatch(begun);
        // and not TIMED_WAITING, as one that gives up
        await().atMost(SOON).until(() -> caller.get().getState() == Thread.State.WAITING);
        mayEnd.countDown();
        assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(RollbackStatus.SUCCESS);
    }

    @Test
    void one_who_gives_up_is_told_that_the_outcome_is_unknown_and_learns_it_by_the_request_id() {
        RequestContext asked = RequestContext.of("ann").withRequestId("nightly-7");
        assertThatThrownBy(() -> engine.rollbacks()
                        .with(asked)
                        .withTimeout(Duration.ofMillis(10))
                        .rollBack(checkpoint, "it takes long"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.UNKNOWN_OUTCOME))
                .hasMessage("no answer within PT0.01S: whether it was done is unknown."
                        + " Ask again with request id nightly-7: that tells, and does it at most once.");
        mayEnd.countDown();
        await().atMost(SOON).until(() -> !engine.rollbacks().history().isEmpty());
        RollbackView first = engine.rollbacks().history().get(0);
        assertThat(engine.rollbacks().with(asked).rollBack(checkpoint, "it takes long"))
                .isEqualTo(first);
        assertThat(engine.rollbacks().history()).hasSize(1);
    }

    @Test
    void a_question_that_is_given_up_says_nothing_of_an_unknown_outcome() {
        assertThatThrownBy(() -> engine.tasks()
                        .withWaiting((answer, requestId) -> {
                            throw new TimeoutException("given up");
                        })
                        .find("A"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.STORE_UNAVAILABLE))
                .hasMessage("given up: ask again.");
    }

    @Test
    void closing_the_engine_waits_for_it() throws Exception {
        CompletableFuture<RollbackView> answer = engine.rollbacks().rollBackAsync(rollBack());
        awaitLatch(begun);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(engine::close, callers);
        await().atMost(SOON).until(() -> closing.isDone() || isWaitingToClose());
        assertThat(closing).isNotDone();
        mayEnd.countDown();
        closing.get(20, TimeUnit.SECONDS);
        assertThat(answer).isDone();
        try (RollbackEngine again =
                RollbackEngine.open(EngineOptions.defaults().withStore(StoreAddress.of(kind.address(here), here)))) {
            assertThat(again.rollbacks().history())
                    .extracting(RollbackView::status)
                    .containsExactly(RollbackStatus.SUCCESS);
        }
    }

    @Test
    void closing_the_engine_waits_on_however_often_it_has_waited_in_vain() {
        LastsLong threads = new LastsLong(1_000);
        RollbackEngine.end(threads);
        assertThat(threads.left).isZero();
        assertThat(threads.givenUp).isFalse();
        assertThat(threads.isShutdown()).isTrue();
    }

    private RollBack rollBack() {
        return new RollBack(RollbackId.random(), RollbackScope.to(checkpoint), "it takes long").confirm();
    }

    /** Threads whose end somebody waits for in vain so many times, without any time going by. */
    private static final class LastsLong extends AbstractExecutorService {
        private int left;
        private boolean asked;
        private boolean givenUp;

        LastsLong(int times) {
            left = times;
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) {
            return left == 0 || --left == 0;
        }

        @Override
        public void shutdown() {
            asked = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            givenUp = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return asked;
        }

        @Override
        public boolean isTerminated() {
            return left == 0;
        }

        @Override
        public void execute(Runnable work) {
            throw new UnsupportedOperationException();
        }
    }

    private static boolean isWaitingToClose() {
        return Thread.getAllStackTraces().values().stream()
                .anyMatch(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().equals(RollbackEngine.class.getName())
                                && frame.getMethodName().equals("end")));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
