package dev.rollback.api;

/**
 * What a command on a task came to.
 *
 * @param seq the task's newest event after the command
 * @param epoch the task's epoch: work sent with it is refused once a rollback has raised it
 */
public record TaskReceipt(TaskId taskId, long seq, long epoch) {}
