package dev.rollback.projections;

import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.StoredEvent;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.function.Function;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.jspecify.annotations.Nullable;

/** Lets an event handler take the event's row in the log, and the SQL of the transaction it is handled in. */
final class EventInHand implements ParameterResolverFactory {
    private record InHand(Sql sql, @Nullable StoredEvent row) {}

    private static final ThreadLocal<@Nullable InHand> CURRENT = new ThreadLocal<>();

    void with(Sql sql, @Nullable StoredEvent row, Runnable handling) {
        CURRENT.set(new InHand(sql, row));
        try {
            handling.run();
        } finally {
            CURRENT.remove();
        }
    }

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable executable, Parameter[] parameters, int index) {
        Class<?> type = parameters[index].getType();
        if (type == Sql.class) {
            return resolver(InHand::sql);
        }
        return type == StoredEvent.class ? resolver(InHand::row) : null;
    }

    private <T> ParameterResolver<T> resolver(Function<InHand, @Nullable T> value) {
        return new ParameterResolver<>() {
            @Override
            public @Nullable T resolveParameterValue(Message<?> message) {
                InHand inHand = CURRENT.get();
                return inHand == null ? null : value.apply(inHand);
            }

            @Override
            public boolean matches(Message<?> message) {
                return CURRENT.get() != null;
            }
        };
    }
}
