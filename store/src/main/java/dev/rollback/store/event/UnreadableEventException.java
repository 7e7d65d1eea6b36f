package dev.rollback.store.event;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;

/**
 * One event, or what is kept of one stream, is damaged: CORRUPT, but nothing else of the store is. Where many streams are
 * read, the others can be.
 */
public class UnreadableEventException extends RefusedException {
    public UnreadableEventException(String message) {
        super(RefusalCode.CORRUPT, message);
    }

    public UnreadableEventException(String message, Remedy remedy) {
        super(RefusalCode.CORRUPT, message, remedy);
    }

    public UnreadableEventException(String message, Throwable cause) {
        super(RefusalCode.CORRUPT, message, cause);
    }
}
