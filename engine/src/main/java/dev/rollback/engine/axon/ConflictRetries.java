package dev.rollback.engine.axon;

import dev.rollback.api.MetadataKeys;
import dev.rollback.store.TransientConflictException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.RetryScheduler;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Tries a command afresh when somebody else moved its streams meanwhile, until a deadline. To be given to a command
 * gateway both as its retry scheduler and, for the deadline, as its last dispatch interceptor.
 */
public final class ConflictRetries implements RetryScheduler {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final long LONGEST_PAUSE_MILLIS = 50;

    private final ScheduledExecutorService executor;
    private final InstantSource clock;

    public ConflictRetries(ScheduledExecutorService executor, InstantSource clock) {
        this.executor = executor;
        this.clock = clock;
    }

    /** Says on each command until when it is tried. */
    public MessageDispatchInterceptor<CommandMessage<?>> deadlines() {
        return messages -> (index, message) -> message.andMetaData(
                Map.of(MetadataKeys.RETRY_UNTIL, clock.instant().plus(DEADLINE).toEpochMilli()));
    }

    /** Whether a command with this metadata that fails like this, now, is tried again. */
    public static boolean triesAgain(@Nullable Throwable failure, Map<String, ?> metadata, InstantSource clock) {
        return failure instanceof TransientConflictException
                && metadata.get(MetadataKeys.RETRY_UNTIL) instanceof Number until
                && clock.millis() < until.longValue();
    }

    @Override
    @SuppressWarnings("rawtypes") // as inherited
    public boolean scheduleRetry(
            CommandMessage command,
            RuntimeException lastFailure,
            List<Class<? extends Throwable>[]> failures,
            Runnable dispatch) {
        if (!triesAgain(lastFailure, command.getMetaData(), clock)) {
            return false;
        }
        long longest = Math.min(LONGEST_PAUSE_MILLIS, 1L << Math.min(failures.size(), 6));
        try {
            ScheduledFuture<?> unused = executor.schedule(
                    dispatch, ThreadLocalRandom.current().nextLong(longest + 1), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException closing) {
            return false;
        }
    }
}
