package dev.rollback.api;

/** Why a task failed. */
public record TaskError(String message, RollbackReason cause) {}
