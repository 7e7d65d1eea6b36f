package dev.rollback.engine.storage.jdbc;

import dev.rollback.engine.storage.EventReader.Place;
import dev.rollback.engine.storage.IndexReader.CheckpointEntry;
import dev.rollback.engine.storage.IndexReader.CheckpointLease;
import dev.rollback.engine.storage.IndexReader.CheckpointMarks;
import dev.rollback.engine.storage.IndexReader.Dependency;
import dev.rollback.engine.storage.IndexReader.DueRollback;
import dev.rollback.engine.storage.IndexReader.Lease;
import dev.rollback.engine.storage.IndexReader.RefusedWorkEntry;
import dev.rollback.engine.storage.IndexReader.RequestEntry;
import dev.rollback.engine.storage.IndexReader.Subtask;
import dev.rollback.engine.storage.IndexReader.TaskHead;
import dev.rollback.engine.storage.LogHead;
import dev.rollback.engine.storage.Micros;
import dev.rollback.engine.storage.StoredEvent;
import dev.rollback.engine.storage.StoredSnapshot;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows as records, columns in the order of {@link JdbcReading}'s queries. */
final class Rows {
    private Rows() {}

    static LogHead head(ResultSet row) throws SQLException {
        return new LogHead(row.getLong(1), Micros.toInstant(row.getLong(2)), row.getBytes(3));
    }

    static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                Micros.toInstant(row.getLong(5)),
                row.getString(6),
                row.getString(7),
                bytes(row, 8),
                bytes(row, 9),
                bytes(row, 10));
    }

    static Place place(ResultSet row) throws SQLException {
        return new Place(row.getString(1), row.getLong(2), row.getLong(3));
    }

    static StoredSnapshot snapshot(ResultSet row) throws SQLException {
        return new StoredSnapshot(row.getString(1), row.getLong(2), row.getByte(3), bytes(row, 4));
    }

    static TaskHead task(ResultSet row) throws SQLException {
        return new TaskHead(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getString(6),
                row.getLong(7),
                row.getString(8),
                row.getLong(9),
                row.getLong(10));
    }

    static Dependency dependency(ResultSet row) throws SQLException {
        return new Dependency(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4));
    }

    static Subtask subtask(ResultSet row) throws SQLException {
        return new Subtask(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4));
    }

    static CheckpointEntry checkpoint(ResultSet row) throws SQLException {
        return new CheckpointEntry(
                row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getInt(5) != 0, marks(row));
    }

    /** All null where nothing became of it. */
    private static CheckpointMarks marks(ResultSet row) throws SQLException {
        String closed = row.getString(8);
        return closed == null
                ? CheckpointMarks.NONE
                : new CheckpointMarks(
                        row.getLong(6), row.getInt(7) != 0, closed.equals("ARCHIVED"), closed.equals("PRUNED"));
    }

    static CheckpointLease checkpointLease(ResultSet row) throws SQLException {
        return new CheckpointLease(
                row.getString(1), row.getString(2), row.getString(3), Micros.toInstant(row.getLong(4)));
    }

    static DueRollback dueRollback(ResultSet row) throws SQLException {
        return new DueRollback(row.getString(1), row.getLong(2));
    }

    static RefusedWorkEntry refusedWork(ResultSet row) throws SQLException {
        return new RefusedWorkEntry(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                Micros.toInstant(row.getLong(6)));
    }

    static RequestEntry request(ResultSet row) throws SQLException {
        return new RequestEntry(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4));
    }

    static Lease lease(ResultSet row) throws SQLException {
        return new Lease(row.getString(1), row.getLong(2), row.getString(3), Micros.toInstant(row.getLong(4)));
    }

    /** Some drivers answer null for bytes that are there but none. */
    private static byte[] bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }
}
