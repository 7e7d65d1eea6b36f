package dev.rollback.api;

/**
 * A task's own switches; a rollback never changes them.
 *
 * @param rollbackEnabled whether the task may be rolled back at all
 * @param rollbackOnFailure whether a failure takes it back to its last stable checkpoint by itself
 * @param epochRequired whether work without an epoch is refused
 */
public record TaskPolicy(boolean rollbackEnabled, boolean rollbackOnFailure, boolean epochRequired) {
    public static final TaskPolicy DEFAULT = new TaskPolicy(true, false, false);
}
