package dev.rollback.app.meters;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.engine.axon.ConflictRetries;
import dev.rollback.engine.axon.EngineCommands;
import dev.rollback.engine.axon.RequestGuard;
import dev.rollback.engine.rollback.RollbackHandler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Times the engine's own commands by what became of them, which is known once their unit of work has ended. */
final class CommandMeters implements MessageHandlerInterceptor<CommandMessage<?>> {
    private static final String OK = "ok";
    private static final String REMEMBERED = "remembered";
    private static final String ERROR = "error";

    private final MeterRegistry registry;
    private final InstantSource clock;

    CommandMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        if (EngineCommands.include(work.getMessage().getPayload())) {
            long since = System.nanoTime();
            work.onCleanup(ended -> ended(ended, System.nanoTime() - since));
        }
        return chain.proceed();
    }

    private void ended(UnitOfWork<? extends CommandMessage<?>> work, long nanos) {
        CommandMessage<?> message = work.getMessage();
        Object command = message.getPayload();
        Throwable failure = failure(work);
        if (ConflictRetries.triesAgain(failure, message.getMetaData(), clock)) {
            retries(command).increment();
            return;
        }
        String outcome = outcome(work, failure);
        commands(command, outcome).record(nanos, TimeUnit.NANOSECONDS);
        RollBack rollback = command instanceof RollBack asked ? asked : RollbackHandler.automaticIn(work);
        if (rollback != null && !outcome.equals(REMEMBERED)) {
            rollbacks(rollback, outcome).record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private static @Nullable Throwable failure(UnitOfWork<?> work) {
        return work.getExecutionResult().isExceptionResult()
                ? work.getExecutionResult().getExceptionResult()
                : null;
    }

    private static String outcome(UnitOfWork<?> work, @Nullable Throwable failure) {
        if (failure == null) {
            return RequestGuard.isRemembered(work) ? REMEMBERED : OK;
        }
        return RefusedException.in(failure)
                .map(RefusedException::code)
                .map(RefusalCode::name)
                .orElse(ERROR);
    }

    private Timer commands(Object command, String outcome) {
        return Timer.builder("rollback.commands")
                .description("Commands of the engine and how long they took, by what became of them")
                .tag("command", EngineCommands.nameOf(command))
                .tag("outcome", outcome)
                .register(registry);
    }

    private Timer rollbacks(RollBack command, String outcome) {
        boolean success = outcome.equals(OK);
        return Timer.builder("rollback.rollbacks")
                .description("Rollbacks and how long they took, by what became of them")
                .tag("outcome", success ? "success" : "failed")
                .tag("code", success ? "none" : outcome)
                .tag("cause", command.reason().name())
                .register(registry);
    }

    private Counter retries(Object command) {
        return Counter.builder("rollback.retries")
                .description("Commands that lost a race for their task and were tried again")
                .baseUnit("retries")
                .tag("command", EngineCommands.nameOf(command))
                .register(registry);
    }
}
