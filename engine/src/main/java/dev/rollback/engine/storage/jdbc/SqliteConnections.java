package dev.rollback.engine.storage.jdbc;

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

    SqliteConnections(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    /** FULL, because at NORMAL a power cut loses acknowledged work. Never makes the file. */
    @Override
    public Connection writer() throws SQLException {
        SQLiteConfig config = config();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setSynchronous(SynchronousMode.FULL);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    @Override
    public Connection reader() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /**
     * Reads what is in the file itself, whatever others do meanwhile: takes no lock, makes no file, and does not see the
     * log beside.
     */
    static Connection withoutTrace(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return config.createConnection("jdbc:sqlite:" + file.toUri() + "?immutable=1");
    }

    private SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
        return config;
    }
}
