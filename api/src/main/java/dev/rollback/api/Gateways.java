package dev.rollback.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;

/** Axon's two gateways as the façades use them: with a context, with a deadline, and with plain exceptions. */
record Gateways(CommandGateway commands, QueryGateway queries, RequestContext context, Duration timeout) {
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    Gateways withContext(RequestContext newContext) {
        return new Gateways(commands, queries, newContext, timeout);
    }

    Gateways withTimeout(Duration newTimeout) {
        return new Gateways(commands, queries, context, newTimeout);
    }

    <R> CompletableFuture<R> send(Object command) {
        return commands.send(command, MetaData.from(context.metadata()));
    }

    <R> CompletableFuture<R> ask(Object query, Class<R> answer) {
        return queries.query(query, ResponseTypes.instanceOf(answer));
    }

    <R> CompletableFuture<Optional<R>> find(Object query, Class<R> answer) {
        return queries.query(query, ResponseTypes.optionalInstanceOf(answer));
    }

    <R> R await(CompletableFuture<R> answer) {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RefusedException(
                    RefusalCode.STORE_UNAVAILABLE,
                    "no answer within %s: whether it was done is unknown. Ask again with the same request id."
                            .formatted(timeout),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(
                    RefusalCode.STORE_UNAVAILABLE, "interrupted while waiting: whether it was done is unknown.", e);
        } catch (ExecutionException e) {
            throw plain(e);
        }
    }

    static RuntimeException plain(Throwable failure) {
        Optional<RefusedException> refused = RefusedException.in(failure);
        if (refused.isPresent()) {
            return refused.get();
        }
        Throwable cause = failure.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new CompletionException(cause);
    }
}
