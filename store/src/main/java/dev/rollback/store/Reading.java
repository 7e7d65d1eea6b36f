package dev.rollback.store;

import java.util.List;

/** Everything that can be read, at one consistent moment. Usable only inside the call that handed it out. */
public interface Reading extends EventReader, IndexReader, SnapshotReader {
    /** Plain SQL on the same connection, for the views. */
    Sql sql();

    /** What the database itself finds wrong with its files; at least one, where something is. Reads all of them. */
    List<String> faults();
}
