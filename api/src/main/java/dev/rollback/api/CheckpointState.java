package dev.rollback.api;

/** What a checkpoint's task was when it was taken, and what became of the checkpoint since. */
public enum CheckpointState {
    CREATED,
    /** Its task was completed. */
    COMPLETED,
    /** Its task had failed: refused as a target unless forced. */
    FAILED,
    /** It was the target of a rollback. */
    RESTORED,
    ARCHIVED,
    PRUNED
}
