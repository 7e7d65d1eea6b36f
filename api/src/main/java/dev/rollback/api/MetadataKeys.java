package dev.rollback.api;

/** What travels beside a message, as metadata of commands and of the events they cause. */
public final class MetadataKeys {
    /** Who asks, as text. */
    public static final String ACTOR = "actor";

    /** The caller's id of this request: the same id twice has one effect and one answer. */
    public static final String REQUEST_ID = "requestId";

    /** On a command: the epoch the work belongs to. On an event: its task's epoch after it. */
    public static final String EPOCH = "epoch";

    /** On a command: until when conflicts are retried, as milliseconds since 1970. Set by the retrying gateway. */
    public static final String RETRY_UNTIL = "retryUntil";

    /** Axon's own: the message that started it all, and the one that caused this event. */
    public static final String CORRELATION_ID = "traceId";

    public static final String CAUSATION_ID = "correlationId";

    private MetadataKeys() {}
}
