package dev.rollback.engine.task;

import dev.rollback.engine.storage.Store;

/** Placeholder until the storage branch is merged. */
public final class SubtaskEdges {
    private SubtaskEdges() {}

    public static void complete(Store store) {}
}
