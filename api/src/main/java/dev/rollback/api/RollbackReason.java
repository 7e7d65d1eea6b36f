package dev.rollback.api;

/** What caused a rollback, for counting and filtering; the text a person reads is the rollback's note. */
public enum RollbackReason {
    MANUAL,
    ERROR,
    VALIDATION_FAILED,
    TIMEOUT,
    RESOURCE_LIMIT,
    DEPENDENCY_FAILED,
    CIRCUIT_BREAKER
}
