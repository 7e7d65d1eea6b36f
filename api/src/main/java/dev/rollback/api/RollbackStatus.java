package dev.rollback.api;

/** How a rollback stands. PENDING and IN_PROGRESS are seen only where effects outside the store are being undone. */
public enum RollbackStatus {
    PENDING,
    IN_PROGRESS,
    SUCCESS,
    PARTIAL,
    FAILED
}
