package dev.rollback.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteOpenMode;

final class SqliteConnections implements Connections {
    private final Path file;
    private final Duration patience;
    private final SqlitePlace place;

    SqliteConnections(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
        this.place = new SqlitePlace(file);
    }

    /** FULL, because at NORMAL a power cut loses acknowledged work. Never makes the file. */
    @Override
    public Connection writer() throws SQLException {
        SQLiteConfig config = config();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setSynchronous(SynchronousMode.FULL);
        Connection connection = connect(config);
        place.forgetLog();
        return connection;
    }

    @Override
    public Connection reader() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return connect(config);
    }

    @Override
    public void requirePlace() {
        place.require();
    }

    private Connection connect(SQLiteConfig config) throws SQLException {
        if (place.isGone()) {
            throw place.moved();
        }
        Object before = place.look();
        Connection connection = config.createConnection(url(file));
        try {
            place.opened(before);
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Reads what is in the file itself, whatever others do meanwhile: takes no lock, makes no file, and does not see the
     * log beside.
     */
    static Connection withoutTrace(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return config.createConnection(url(file) + "?immutable=1");
    }

    /**
     * The one way from a path to an address. The driver takes what follows a {@code ?} for settings, and would open
     * another file; in a URI the path's own {@code ?}, {@code #} and {@code %} are escaped.
     */
    private static String url(Path file) {
        return "jdbc:sqlite:" + file.toUri();
    }

    private SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
        return config;
    }
}
