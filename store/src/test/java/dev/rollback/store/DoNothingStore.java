package dev.rollback.store;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Accepts everything, keeps nothing. */
public final class DoNothingStore implements Store {
    private static final Reading NOTHING = (Reading) Proxy.newProxyInstance(
            DoNothingStore.class.getClassLoader(), new Class<?>[] {Reading.class}, (proxy, method, args) -> {
                if (method.getReturnType() == Sql.class) {
                    return sql();
                }
                return nothing(method.getReturnType());
            });

    @Override
    public Appended append(AppendUnit unit) {
        return new Appended(0, 0, Instant.EPOCH);
    }

    @Override
    public <T> T read(Function<Reading, T> work) {
        return work.apply(NOTHING);
    }

    @Override
    public <T> T write(Function<Reading, T> work) {
        return work.apply(NOTHING);
    }

    @Override
    public Hold hold() {
        return () -> {};
    }

    @Override
    public void onAppend(Runnable listener) {}

    @Override
    public void close() {}

    private static Sql sql() {
        return (Sql) Proxy.newProxyInstance(
                DoNothingStore.class.getClassLoader(),
                new Class<?>[] {Sql.class},
                (proxy, method, args) -> nothing(method.getReturnType()));
    }

    private static Object nothing(Class<?> type) {
        if (type == long.class) {
            return 0L;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == LogHead.class) {
            return new LogHead(0, Instant.EPOCH, new byte[32]);
        }
        return type == List.class ? List.of() : Optional.empty();
    }
}
