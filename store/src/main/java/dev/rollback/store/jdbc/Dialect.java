package dev.rollback.store.jdbc;

import dev.rollback.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** What one database does differently from another. */
interface Dialect {
    /** The folder of its migration scripts. */
    String name();

    /** Begins a transaction that may write. */
    String beginWrite();

    /** Begins a transaction whose reads all stand at one moment, that of the first. */
    String beginRead();

    /** Follows the SELECT of the head row and locks it until the transaction ends; empty where beginning did that. */
    String lockingClause();

    /** Keeps others from making tables until the transaction ends; empty where beginning it did that. */
    String lockTables();

    /** Counts the tables of one name, the only parameter. */
    String countTables();

    /** Everything that the schema of the store holds. Reads the catalogue alone, so that nothing in it can hold that up. */
    List<SchemaObject> schema(Sql sql);

    /** A number that is another one once the schema was changed; none where the database keeps none. */
    OptionalLong schemaMark(Sql sql);

    /** What is wrong with the database's own files, as far as the database can be asked. */
    List<String> faults(Sql sql);

    /**
     * Joins rows of a {@code table} to each row of {@code wanted}, from FROM on: looked up one by one through an index, not
     * searched for in the whole table, whatever the database believes to know of its contents.
     */
    String lookUp(String table, String condition);

    /** The text as the database can keep it. */
    String storable(String text);

    /** From now on the connection waits at most so long for a lock. */
    void patience(Connection connection, Duration atMost) throws SQLException;

    /**
     * The refusal in the caller's words, a {@link ConnectionLostException} where the database is gone; never with a
     * payload in it, also not in its cause. An {@link IllegalStateException} where the statement itself is wrong.
     */
    RuntimeException refusal(SQLException e);
}
