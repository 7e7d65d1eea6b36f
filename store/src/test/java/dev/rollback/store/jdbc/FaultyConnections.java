package dev.rollback.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes through connections of which one commit can be made to fail or lose its connection, and counts commits. */
final class FaultyConnections implements Connections {
    /** Where the connection is lost, by a commit; only the last two keep it from being made anew. */
    enum Losing {
        NOTHING,
        BEFORE_COMMIT,
        AFTER_COMMIT,
        AFTER_COMMIT_FOR_GOOD,
        GONE
    }

    final AtomicInteger lost = new AtomicInteger();
    final AtomicInteger commitsBeforeLoss = new AtomicInteger();
    volatile Losing losing = Losing.NOTHING;
    final AtomicInteger commits = new AtomicInteger();
    final AtomicInteger commitsBeforeFailure = new AtomicInteger(Integer.MAX_VALUE);
    private final Connections sound;

    FaultyConnections(Connections sound) {
        this.sound = sound;
    }

    @Override
    public Connection writer() throws SQLException {
        refuseWhileGone();
        Connection connection = sound.writer();
        return proxy(Connection.class, connection, (name, args, result) -> {
            boolean commit = name.equals("prepareStatement") && "COMMIT".equals(args[0]);
            return commit ? commit(connection, (PreparedStatement) result) : result;
        });
    }

    @Override
    public Connection reader() throws SQLException {
        refuseWhileGone();
        return sound.reader();
    }

    private void refuseWhileGone() throws SQLException {
        if (losing == Losing.GONE) {
            throw new SQLException("connection refused", "08001");
        }
    }

    /** The line goes dead: what the server was asked to do in this transaction it does not do, unless it was told to. */
    private void lose(Connection connection, PreparedStatement commit) throws SQLException {
        Losing how = losing;
        losing = how == Losing.AFTER_COMMIT_FOR_GOOD ? Losing.GONE : Losing.NOTHING;
        if (how != Losing.BEFORE_COMMIT) {
            commit.executeUpdate();
        }
        lost.incrementAndGet();
        connection.close();
        throw new SQLException("the line is dead", "08006");
    }

    private PreparedStatement commit(Connection connection, PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, args) -> {
                    if (method.getName().equals("executeUpdate")) {
                        if (losing != Losing.NOTHING && commitsBeforeLoss.getAndDecrement() <= 0) {
                            lose(connection, statement);
                        }
                        if (commitsBeforeFailure.getAndDecrement() == 0) {
                            throw new SQLException("disk I/O error", "53100", 10); // to each database what it knows
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
