package dev.rollback.engine.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections, in auto-commit: transactions are begun and ended by statements. */
interface Connections {
    Connection writer() throws SQLException;

    /** A connection that cannot write. */
    Connection reader() throws SQLException;
}
