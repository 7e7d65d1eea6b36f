package dev.rollback.store;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;

/** Somebody else was faster: nothing was written, and the same command tried afresh sees what they did. */
public class TransientConflictException extends RefusedException {
    public TransientConflictException(String message) {
        super(RefusalCode.CONFLICT, message);
    }
}
