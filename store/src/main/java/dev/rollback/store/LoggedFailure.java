package dev.rollback.store;

import dev.rollback.api.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A failure as it may be logged: what it was and where, but in others' words nothing. A message of a library may quote
 * what is stored; only refusals are known to name no more than ids.
 */
public final class LoggedFailure extends Exception {
    private LoggedFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** As far as its causes go. */
    public static LoggedFailure of(Throwable failure) {
        Throwable cause = failure.getCause();
        String name = failure.getClass().getName();
        LoggedFailure logged = new LoggedFailure(
                failure instanceof RefusedException ? name + ": " + failure.getMessage() : name,
                cause == null ? null : of(cause));
        logged.setStackTrace(failure.getStackTrace());
        return logged;
    }
}
