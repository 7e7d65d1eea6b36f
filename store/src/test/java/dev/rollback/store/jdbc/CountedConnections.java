package dev.rollback.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down each statement when it is run; those of one batch are one. */
final class CountedConnections implements Connections {
    private final List<String> run = new CopyOnWriteArrayList<>();
    private final Connections counted;

    CountedConnections(Connections counted) {
        this.counted = counted;
    }

    /** What was run since this was asked last. */
    List<String> since() {
        List<String> some = new ArrayList<>(run);
        run.clear();
        return some;
    }

    @Override
    public Connection writer() throws SQLException {
        return counted(counted.writer());
    }

    @Override
    public Connection reader() throws SQLException {
        return counted(counted.reader());
    }

    private Connection counted(Connection connection) {
        return proxy(
                Connection.class,
                (name, args, result) -> {
                    return name.equals("prepareStatement")
                            ? counted((PreparedStatement) result, (String) args[0])
                            : result;
                },
                connection);
    }

    private PreparedStatement counted(PreparedStatement statement, String sql) {
        return proxy(
                PreparedStatement.class,
                (name, args, result) -> {
                    if (name.startsWith("execute")) {
                        run.add(shown(sql));
                    }
                    return result;
                },
                statement);
    }

    /** As much of it as tells it from others. */
    private static String shown(String sql) {
        return sql.length() < 90 ? sql : "%s… (%d)".formatted(sql.substring(0, 80), sql.length());
    }

    private static <T> T proxy(Class<T> type, After after, T target) {
        return type.cast(Proxy.newProxyInstance(
                CountedConnections.class.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                    try {
                        return after.answer(method.getName(), args, method.invoke(target, args));
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    private interface After {
        Object answer(String name, Object[] args, Object result);
    }
}
