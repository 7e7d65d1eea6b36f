package dev.rollback.engine.storage.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes through connections of which one commit can be made to fail, and counts commits. */
final class FaultyConnections implements Connections {
    final AtomicInteger commits = new AtomicInteger();
    final AtomicInteger commitsBeforeFailure = new AtomicInteger(Integer.MAX_VALUE);
    private final Connections sound;

    FaultyConnections(Connections sound) {
        this.sound = sound;
    }

    @Override
    public Connection writer() throws SQLException {
        Connection connection = sound.writer();
        return proxy(Connection.class, connection, (name, args, result) -> {
            boolean commit = name.equals("prepareStatement") && "COMMIT".equals(args[0]);
            return commit ? commit((PreparedStatement) result) : result;
        });
    }

    @Override
    public Connection reader() throws SQLException {
        return sound.reader();
    }

    private PreparedStatement commit(PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, args) -> {
                    if (method.getName().equals("executeUpdate")) {
                        if (commitsBeforeFailure.getAndDecrement() == 0) {
                            throw new SQLException("disk I/O error", "", 10);
                        }
                        commits.incrementAndGet();
                    }
                    return invoke(() -> method.invoke(statement, args));
                });
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return type.cast(Proxy.newProxyInstance(
                FaultyConnections.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    Object result = invoke(() -> method.invoke(target, args));
                    return after.answer(method.getName(), args, result);
                }));
    }

    private static Object invoke(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private interface After {
        Object answer(String name, Object[] args, Object result);
    }

    private interface Call {
        Object run() throws InvocationTargetException, IllegalAccessException;
    }
}
