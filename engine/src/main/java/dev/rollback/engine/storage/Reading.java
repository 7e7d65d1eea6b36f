package dev.rollback.engine.storage;

/** Everything that can be read, at one consistent moment. Usable only inside the call that handed it out. */
public interface Reading extends EventReader, IndexReader, SnapshotReader {
    /** Plain SQL on the same connection, for the views. */
    Sql sql();
}
