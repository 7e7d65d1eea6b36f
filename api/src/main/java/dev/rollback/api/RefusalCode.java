package dev.rollback.api;

/**
 * Why something was refused: stable across releases, in messages, in records of failed rollbacks and, as the exit code,
 * in scripts around {@code co}.
 */
public enum RefusalCode {
    /** Malformed input: an id, a JSON document, a cycle made by a command. Nothing was written. */
    INVALID_INPUT(2),
    /** A rollback whose scope makes no sense: empty, or chosen and preserved at once. Nothing was written. */
    INVALID_SCOPE(2),
    /** The plan wants a person's yes first. Nothing was written. */
    NOT_CONFIRMED(2),
    /** What was found in a folder names a place elsewhere, or is another user's; the person's own word is wanted first. */
    NOT_TRUSTED(2),
    /** No such task, checkpoint or rollback, or no store where one was looked for. */
    NOT_FOUND(3),
    /** The checkpoint was pruned; the moment itself is still reachable by its position. */
    CLEANED_UP(3),
    /** Somebody else changed what this command stood on, or the task is not in a status that allows it. */
    CONFLICT(4),
    /** The work belongs to an epoch that a rollback, or a restored store, has ended. */
    STALE_EPOCH(8),
    /** The task's policy or the configuration forbids rollback. */
    ROLLBACK_DISABLED(4),
    /** The checkpoint was taken of a failed task; it needs to be forced. */
    FAILED_STATE(4),
    /** The task went back by itself to the same checkpoint again and again, and failed each time. */
    LOOP(4),
    /** The task stands at the target already, through an earlier rollback. */
    ALREADY_THERE(4),
    /** Stored bytes contradict their hash or cannot be read. */
    CORRUPT(5),
    /** The store could not be reached, or stayed locked by others until the deadline. */
    STORE_UNAVAILABLE(6),
    /**
     * The store went away while it committed, or the answer was waited for no longer: asking again with the same request id
     * tells, and does it at most once.
     */
    UNKNOWN_OUTCOME(6),
    /** A store or a state written under a version that this one cannot read. */
    VERSION_INCOMPATIBLE(7);

    private final int exitCode;

    RefusalCode(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code with which {@code co} ends after this refusal. */
    public int exitCode() {
        return exitCode;
    }
}
