package dev.rollback.engine.axon;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand;
import dev.rollback.api.RollbackCommand.RollBackFailure;
import dev.rollback.api.TaskFailure;
import dev.rollback.engine.story.RollbackStory;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.AppendUnit.RequestMark;
import dev.rollback.store.IndexReader.RequestEntry;
import dev.rollback.store.Store;
import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** The same request twice has one effect and one answer; the same id for something else, or one of the engine's own, is refused. */
public final class RequestGuard implements MessageHandlerInterceptor<CommandMessage<?>> {
    private static final String REMEMBERED = "rollback.remembered";

    private final Store store;
    private final UnitOfEvents.Source units;

    public RequestGuard(Store store, UnitOfEvents.Source units) {
        this.store = store;
        this.units = units;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        CommandMessage<?> message = work.getMessage();
        if (!(message.getMetaData().get(MetadataKeys.REQUEST_ID) instanceof String id)
                || !EngineCommands.include(message.getPayload())) {
            return chain.proceed();
        }
        requireNotOurs(id, message.getPayload());
        String body = RequestBody.of(message).sha256();
        Optional<RequestEntry> known = store.read(reading -> reading.request(id));
        if (known.isEmpty()) {
            units.current().answer(new RequestMark(id, body));
            return chain.proceed();
        }
        if (!known.get().bodyHash().equals(body)) {
            if (message.getPayload() instanceof RollbackCommand rollback) {
                RollbackStory.requestTaken(rollback.rollbackId(), id);
            }
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "request %s was used for something else. Take another id for another request.".formatted(id));
        }
        Object answer = RememberedAnswers.answer(store, message.getPayload(), known.get());
        if (message.getPayload() instanceof RollbackCommand rollback) {
            RollbackStory.answeredBefore(rollback.rollbackId(), id, answer);
        }
        work.resources().put(REMEMBERED, true);
        return answer;
    }

    /** Whether this unit of work did nothing, because its request was answered before. */
    public static boolean isRemembered(UnitOfWork<?> work) {
        return work.resources().containsKey(REMEMBERED);
    }

    // Taken by something else it would keep a failed task from going back by itself.
    private static void requireNotOurs(String id, Object command) {
        boolean itsOwn = command instanceof RollBackFailure failure
                && id.equals(failure.failure().requestId());
        if (id.startsWith(TaskFailure.OWN_REQUESTS) && !itsOwn) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "the request id %s is not free: ids that begin with '%s' are those of the rollbacks that failures ask for by themselves. Take another id."
                            .formatted(id, TaskFailure.OWN_REQUESTS));
        }
    }
}
