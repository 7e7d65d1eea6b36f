package dev.rollback.engine.axon;

import dev.rollback.api.MetadataKeys;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Who asked, and in which request: what the command says of them goes onto every event it causes. */
public final class CallerOnEvents implements MessageHandlerInterceptor<CommandMessage<?>> {
    private static final SimpleCorrelationDataProvider CALLER =
            new SimpleCorrelationDataProvider(MetadataKeys.ACTOR, MetadataKeys.REQUEST_ID);

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        work.registerCorrelationDataProvider(CALLER);
        return chain.proceed();
    }
}
