package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One failure of a task: the event that says so.
 *
 * @param seq that event's place in the task's stream
 */
public record TaskFailure(
        @JsonProperty("taskId") TaskId taskId,
        @JsonProperty("seq") long seq) {
    /** What the ids of these requests begin with; refused, as INVALID_INPUT, of any other request. */
    public static final String OWN_REQUESTS = "auto:";

    /** The request that its automatic rollback is, whoever sends it: that there is at most one lies in it. */
    public String requestId() {
        return "%s%s:%d".formatted(OWN_REQUESTS, taskId, seq);
    }
}
