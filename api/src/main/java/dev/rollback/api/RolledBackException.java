package dev.rollback.api;

import java.util.Arrays;
import java.util.Optional;

/** Says of the error that it is attached to, as a suppressed exception, that its task was rolled back. Never thrown. */
public final class RolledBackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RollbackView rollback;

    RolledBackException(RollbackView rollback) {
        super("rolled back: " + rollback.rollbackId(), null, false, false);
        this.rollback = rollback;
    }

    /** What was rolled back because of this error, where something was. */
    public static Optional<RollbackView> rollbackOf(Throwable error) {
        return Arrays.stream(error.getSuppressed())
                .filter(RolledBackException.class::isInstance)
                .map(attached -> ((RolledBackException) attached).rollback)
                .findFirst();
    }
}
