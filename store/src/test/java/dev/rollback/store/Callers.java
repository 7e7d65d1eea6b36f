package dev.rollback.store;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** Threads of a test that call a store; every waiting has a deadline. */
public final class Callers {
    private static final Set<State> AT_REST = EnumSet.of(State.WAITING, State.TIMED_WAITING, State.TERMINATED);

    private Callers() {}

    public record Call<T>(Thread thread, FutureTask<T> result) {
        public T get() throws ExecutionException, InterruptedException, TimeoutException {
            return result.get(30, SECONDS);
        }

        /** Until the caller waits for its turn, or has come back already. */
        public Call<T> awaitRest() {
            Awaitility.await().pollDelay(Duration.ZERO).until(() -> AT_REST.contains(thread.getState()));
            return this;
        }
    }

    public static <T> Call<T> start(Callable<T> call) {
        FutureTask<T> result = new FutureTask<>(call);
        Thread thread = new Thread(result, "caller");
        thread.setDaemon(true);
        thread.start();
        return new Call<>(thread, result);
    }

    public static <T> List<T> all(List<Call<T>> calls)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<T> results = new ArrayList<>();
        for (Call<T> call : calls) {
            results.add(call.get());
        }
        return results;
    }

    /** Runs {@code queueUp} while somebody else has the turn to write, so that callers queue up behind. */
    public static <T> T whileHeld(Store store, Callable<T> queueUp) throws Exception {
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Call<Boolean> holder = start(() -> store.write(reading -> {
            holding.countDown();
            return within(release);
        }));
        try {
            if (!within(holding)) {
                throw new IllegalStateException("nobody got the turn");
            }
            return queueUp.call();
        } finally {
            release.countDown();
            holder.get();
        }
    }

    private static boolean within(CountDownLatch latch) {
        try {
            return latch.await(30, SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
