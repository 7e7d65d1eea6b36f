package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class PostgresConnections implements Connections {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresConnections.class);

    /** What the driver says of a URL too; where a server was tried, there is a cause. */
    private static final String NOT_CONNECTED = "08001";

    private static final String NO_DRIVER = "No suitable driver";

    private final PostgresAddress address;
    private final Properties properties;
    private final Duration patience;

    PostgresConnections(PostgresAddress address, PostgresLogin login, Duration patience) {
        this.address = address;
        this.patience = patience;
        // longer than any lock is waited for, so that only a dead line ends so
        this.properties = address.properties(login.user(), login.password(), patience.toSeconds() + 15);
        properties.setProperty("connectTimeout", Long.toString(Math.max(1, Math.min(10, patience.toSeconds()))));
    }

    @Override
    public Connection writer() throws SQLException {
        Connection connection = reader();
        try {
            keepAcknowledged(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Connection reader() throws SQLException {
        try {
            return DriverManager.getConnection(address.url(), properties);
        } catch (SQLException e) {
            if (isOfUrl(e)) {
                throw refused(e);
            }
            throw e;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw refused(e);
        }
    }

    /** Whether the driver or the server takes a parameter of the URL for wrong: a connection asks for nothing else. */
    private static boolean isOfUrl(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("22")
                || (state.startsWith("42") && !state.equals("42501"))
                || (state.equals(NOT_CONNECTED) && e.getCause() == null && !isOfSeveralServers(e));
    }

    /** None of them is of the kind that is asked for: that may change. */
    private static boolean isOfSeveralServers(SQLException e) {
        return String.valueOf(e.getMessage()).contains("targetServerType: ");
    }

    private RefusedException refused(Exception e) {
        String why = String.valueOf(e.getMessage());
        return new RefusedException(
                RefusalCode.INVALID_INPUT,
                "the URL of the store %s cannot be used: %s. Correct its parameters."
                        .formatted(
                                address,
                                why.startsWith(NO_DRIVER)
                                        ? "the driver does not understand it"
                                        : why.replaceFirst("^[A-Z]+: ", "").replaceFirst("\\.$", "")),
                e instanceof SQLException sql ? new SQLException(why, sql.getSQLState()) : null);
    }

    /**
     * What is acknowledged is on disk, whatever the role's defaults are; and a process that stops in the middle of a
     * transaction holds the others up no longer than they are willing to wait.
     */
    private void keepAcknowledged(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String commits = setting(statement, "synchronous_commit");
            if (commits.equals("off") || commits.equals("local")) {
                statement.execute("SET synchronous_commit = on");
            }
            statement.execute("SET idle_in_transaction_session_timeout = " + Math.max(1000, patience.toMillis() / 2));
            if (setting(statement, "fsync").equals("off")) {
                LOG.warn("the server of {} runs with fsync=off: a power cut loses acknowledged work", address);
            }
        }
    }

    private static String setting(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT current_setting('%s')".formatted(name))) {
            row.next();
            return row.getString(1);
        }
    }
}
