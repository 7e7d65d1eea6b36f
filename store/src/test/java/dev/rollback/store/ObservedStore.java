package dev.rollback.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The same store, and somebody who hears of every question that is asked of its readings, and of the answer. */
public final class ObservedStore {
    private ObservedStore() {}

    public static Store of(Store store, BiConsumer<String, Object> asked) {
        return proxy(Store.class, (method, given) -> {
            if (method.getName().equals("read")) {
                @SuppressWarnings("unchecked")
                Function<Reading, Object> work = (Function<Reading, Object>) given[0];
                return store.<Object>read(reading -> work.apply(observed(reading, asked)));
            }
            return method.invoke(store, given);
        });
    }

    private static Reading observed(Reading reading, BiConsumer<String, Object> asked) {
        return proxy(Reading.class, (method, given) -> {
            Object answer = method.invoke(reading, given);
            asked.accept(method.getName(), answer);
            return answer;
        });
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.of(method, arguments == null ? new Object[0] : arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private interface Call {
        Object of(Method method, Object[] given) throws InvocationTargetException, IllegalAccessException;
    }
}
