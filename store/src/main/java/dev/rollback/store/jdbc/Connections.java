package dev.rollback.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections, in auto-commit: transactions are begun and ended by statements. */
interface Connections {
    Connection writer() throws SQLException;

    /** A connection that cannot write. */
    Connection reader() throws SQLException;

    /**
     * Refuses where the writer's database is not at its address any more, so that what it commits would be in no store.
     * Asked under the lock, and between a commit and its acknowledgement. A server sees to that by itself.
     */
    default void requirePlace() {}
}
