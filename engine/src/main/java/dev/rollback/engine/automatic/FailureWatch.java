package dev.rollback.engine.automatic;

import dev.rollback.api.RollbackCommand.RollBackFailure;
import dev.rollback.api.TaskCommand.FailTask;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Has the rollback that a failure asked for sent as soon as the failure is durable, before its reporter is answered. */
public final class FailureWatch implements MessageHandlerInterceptor<CommandMessage<?>> {
    private final AutomaticRollbacks rollbacks;

    public FailureWatch(AutomaticRollbacks rollbacks) {
        this.rollbacks = rollbacks;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        if (work.getMessage().getPayload() instanceof FailTask failed) {
            work.root().afterCommit(committed -> rollbacks.roll(failed.taskId()));
        } else if (work.getMessage().getPayload() instanceof RollBackFailure back) {
            rollbacks.begins(back.rollbackId());
        }
        return chain.proceed();
    }
}
