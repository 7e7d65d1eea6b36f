package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.EventReader.Place;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.CheckpointLease;
import dev.rollback.store.IndexReader.CheckpointMarks;
import dev.rollback.store.IndexReader.Dependency;
import dev.rollback.store.IndexReader.DueRollback;
import dev.rollback.store.IndexReader.Lease;
import dev.rollback.store.IndexReader.RefusedWorkEntry;
import dev.rollback.store.IndexReader.RequestEntry;
import dev.rollback.store.IndexReader.Subtask;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.LogHead;
import dev.rollback.store.Micros;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.StoredSnapshot;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows as records, columns in the order of {@link JdbcReading}'s queries. */
final class Rows {
    private Rows() {}

    static LogHead head(ResultSet row) throws SQLException {
        return new LogHead(row.getLong(1), Micros.toInstant(row.getLong(2)), bytes(row, 3));
    }

    static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                text(row, 2),
                row.getLong(3),
                row.getLong(4),
                Micros.toInstant(row.getLong(5)),
                text(row, 6),
                text(row, 7),
                bytes(row, 8),
                bytes(row, 9),
                bytes(row, 10));
    }

    static Place place(ResultSet row) throws SQLException {
        return new Place(text(row, 1), row.getLong(2), row.getLong(3));
    }

    static StoredSnapshot snapshot(ResultSet row) throws SQLException {
        return new StoredSnapshot(text(row, 1), row.getLong(2), row.getByte(3), bytes(row, 4));
    }

    static TaskHead task(ResultSet row) throws SQLException {
        return new TaskHead(
                text(row, 1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                text(row, 6),
                row.getLong(7),
                text(row, 8),
                row.getLong(9),
                row.getLong(10));
    }

    static Dependency dependency(ResultSet row) throws SQLException {
        return new Dependency(text(row, 1), text(row, 2), row.getLong(3), row.getLong(4));
    }

    static Subtask subtask(ResultSet row) throws SQLException {
        return new Subtask(text(row, 1), text(row, 2), row.getLong(3), row.getLong(4));
    }

    static CheckpointEntry checkpoint(ResultSet row) throws SQLException {
        return new CheckpointEntry(
                text(row, 1), text(row, 2), row.getLong(3), row.getLong(4), row.getInt(5) != 0, marks(row));
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
        return new CheckpointLease(text(row, 1), text(row, 2), text(row, 3), Micros.toInstant(row.getLong(4)));
    }

    static DueRollback dueRollback(ResultSet row) throws SQLException {
        return new DueRollback(text(row, 1), row.getLong(2));
    }

    static RefusedWorkEntry refusedWork(ResultSet row) throws SQLException {
        return new RefusedWorkEntry(
                text(row, 1),
                row.getLong(2),
                text(row, 3),
                text(row, 4),
                row.getLong(5),
                Micros.toInstant(row.getLong(6)));
    }

    static RequestEntry request(ResultSet row) throws SQLException {
        return new RequestEntry(text(row, 1), text(row, 2), row.getLong(3), row.getLong(4));
    }

    static Lease lease(ResultSet row) throws SQLException {
        return new Lease(text(row, 1), row.getLong(2), text(row, 3), Micros.toInstant(row.getLong(4)));
    }

    /** A damaged file may have none where the table does not let it be. */
    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            throw new RefusedException(
                    RefusalCode.CORRUPT,
                    "a row has no %s. Restore a copy of the store."
                            .formatted(row.getMetaData().getColumnName(column)));
        }
        return text;
    }

    /** Some drivers answer null for bytes that are there but none. */
    private static byte[] bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }
}
