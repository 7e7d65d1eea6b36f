package dev.rollback.api;

/**
 * One failure of a task: the event that says so.
 *
 * @param seq that event's place in the task's stream
 */
public record TaskFailure(TaskId taskId, long seq) {
    /** The request that its automatic rollback is, whoever sends it: that there is at most one lies in it. */
    public String requestId() {
        return "auto:%s:%d".formatted(taskId, seq);
    }
}
