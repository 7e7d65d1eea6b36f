package dev.rollback.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something was refused. The message says what and why; what helps is data where it is an action of this system, which each
 * door words for its users, else part of the message. The {@linkplain #code() code} is for programs.
 */
public class RefusedException extends RuntimeException {
    private final RefusalCode code;
    private final transient @Nullable Remedy remedy;

    public RefusedException(RefusalCode code, String message) {
        this(code, message, null, null);
    }

    public RefusedException(RefusalCode code, String message, @Nullable Throwable cause) {
        this(code, message, null, cause);
    }

    public RefusedException(RefusalCode code, String message, Remedy remedy) {
        this(code, message, remedy, null);
    }

    public RefusedException(RefusalCode code, String message, @Nullable Remedy remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.remedy = remedy;
    }

    public RefusalCode code() {
        return code;
    }

    /** What can be done about it, where that is known of this very refusal. */
    public Optional<Remedy> remedy() {
        return Optional.ofNullable(remedy);
    }

    /** The refusal that a failure is or was caused by: futures wrap it, and Axon where the handler is in another process. */
    public static Optional<RefusedException> in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }
}
