package dev.rollback.api;

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
}
