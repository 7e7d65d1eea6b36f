package dev.rollback.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;

/** Axon's two gateways as the façades use them: with a context, with their way to wait, and with plain exceptions. */
record Gateways(CommandGateway commands, QueryGateway queries, RequestContext context, Waiting waiting) {
    /** Nobody knows how far away the other end of a gateway is. */
    static final Waiting WAITING = Waiting.atMost(Duration.ofSeconds(60));

    Gateways withContext(RequestContext newContext) {
        return new Gateways(commands, queries, newContext, waiting);
    }

    Gateways withWaiting(Waiting newWaiting) {
        return new Gateways(commands, queries, context, newWaiting);
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

    /** The answer of a command. */
    <R> R await(CompletableFuture<R> answer) {
        return await(answer, context.requestId(), RefusalCode.UNKNOWN_OUTCOME, unknown());
    }

    /** The answer to a question, which can be asked again whatever became of it. */
    <R> R answer(CompletableFuture<R> answer) {
        return await(answer, null, RefusalCode.STORE_UNAVAILABLE, "ask again.");
    }

    private <R> R await(CompletableFuture<R> answer, @Nullable String requestId, RefusalCode code, String remedy) {
        try {
            waiting.await(answer, requestId);
            return answer.get();
        } catch (TimeoutException e) {
            throw new RefusedException(code, "%s: %s".formatted(e.getMessage(), remedy), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(code, "interrupted while waiting: " + remedy, e);
        } catch (ExecutionException e) {
            throw plain(e);
        }
    }

    private String unknown() {
        return "whether it was done is unknown. "
                + (context.requestId() == null
                        ? "Look before you do it again; with a request id, asking again would be safe."
                        : "Ask again with request id %s: that tells, and does it at most once."
                                .formatted(context.requestId()));
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
