package dev.rollback.api;

/** What a rollback chooses by default. Tasks and components can be filtered under each. */
public enum RollbackStrategy {
    FULL,
    PARTIAL,
    SELECTIVE,
    CASCADE,
    POINT_IN_TIME
}
