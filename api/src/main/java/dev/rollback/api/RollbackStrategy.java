package dev.rollback.api;

/** What a rollback chooses by default. Tasks and components can be filtered under each. */
public enum RollbackStrategy {
    /** Every task that changed since the one cut, and every board. Always needs confirmation. */
    FULL,
    /** Chosen components: of the chosen tasks, or of the checkpoint's own. */
    PARTIAL,
    /** Chosen tasks, and no others. */
    SELECTIVE,
    /** Chosen tasks, or the checkpoint's own, and all that depends on them. */
    CASCADE,
    /** As FULL, to a moment that is named by time, position or rollback instead of by a checkpoint. */
    POINT_IN_TIME
}
