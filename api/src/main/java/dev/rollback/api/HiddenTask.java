package dev.rollback.api;

/**
 * A task that cannot be shown, because an event of it is damaged. What is there of it is in the log still; every other task
 * is shown as ever.
 *
 * @param why which event it is and what is wrong with it, for a person
 */
public record HiddenTask(TaskId taskId, String why) {}
