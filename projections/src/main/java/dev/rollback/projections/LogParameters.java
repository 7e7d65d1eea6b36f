package dev.rollback.projections;

import dev.rollback.store.Sql;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.function.Function;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.jspecify.annotations.Nullable;

/** Hands a projection's method, after the event itself, the {@link Sql} and the {@link Recorded} of that event. */
final class LogParameters implements ParameterResolverFactory {

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable method, Parameter[] parameters, int index) {
        Class<?> type = parameters[index].getType();
        if (index == 0) {
            return null; // the payload: of a reset it is the Sql itself
        } else if (type == Sql.class) {
            return new OfEvent<>(LogEventMessage::sql);
        }
        return type == Recorded.class ? new OfEvent<>(LogEventMessage::recorded) : null;
    }

    private record OfEvent<T>(Function<LogEventMessage, T> part) implements ParameterResolver<T> {
        @Override
        public T resolveParameterValue(Message<?> message) {
            return part.apply((LogEventMessage) message);
        }

        @Override
        public boolean matches(Message<?> message) {
            return message instanceof LogEventMessage;
        }
    }
}
