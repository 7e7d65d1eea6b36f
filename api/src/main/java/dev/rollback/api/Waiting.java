package dev.rollback.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** How long the calls of a façade wait for their answers, and what is done meanwhile. */
@FunctionalInterface
public interface Waiting {
    /**
     * Returns once the answer is there or has failed.
     *
     * @param requestId of the command that is waited for; null for a question, and for a command without one
     * @throws TimeoutException where it is waited for no longer: the work goes on
     */
    void await(CompletableFuture<?> answer, @Nullable String requestId) throws InterruptedException, TimeoutException;

    /** Gives up after this time: for gateways whose answers may be lost on their way. */
    static Waiting atMost(Duration time) {
        return (answer, requestId) -> {
            try {
                answer.handle((done, failed) -> true).get(time.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (TimeoutException e) {
                TimeoutException named = new TimeoutException("no answer within " + time);
                named.initCause(e);
                throw named;
            }
        };
    }

    /**
     * For work in this process, which always ends: what waits for a lock or for a store that is away gives up in time, and
     * what computes or commits goes on.
     */
    static Waiting untilDone() {
        return (answer, requestId) -> {
            try {
                answer.handle((done, failed) -> true).get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
