package dev.rollback.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something was refused. The message says what, why and what next; the {@linkplain #code() code} is for programs. */
public class RefusedException extends RuntimeException {
    private final RefusalCode code;

    public RefusedException(RefusalCode code, String message) {
        this(code, message, null);
    }

    public RefusedException(RefusalCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public RefusalCode code() {
        return code;
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
