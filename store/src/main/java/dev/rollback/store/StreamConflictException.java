package dev.rollback.store;

/** A stream has moved since the decision was made: nothing was written, and the same command may be tried afresh. */
public class StreamConflictException extends TransientConflictException {
    private final String stream;

    public StreamConflictException(String stream, long expected, long actual) {
        super("%s moved: this change follows event %d, the store has event %d. Nothing was written; try again."
                .formatted(stream, expected, actual));
        this.stream = stream;
    }

    public String stream() {
        return stream;
    }
}
