package dev.rollback.api;

/**
 * What a command on a task came to.
 *
 * @param seq the task's newest event after the command
 * @param epoch the task's epoch: work sent with it is refused once a rollback has raised it
 * @param changed false where everything was already as the command wants it, so that nothing was written
 */
public record TaskReceipt(TaskId taskId, long seq, long epoch, boolean changed) {

    /** Of a command that wrote something. */
    public TaskReceipt(TaskId taskId, long seq, long epoch) {
        this(taskId, seq, epoch, true);
    }
}
