package dev.rollback.store;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import org.jspecify.annotations.Nullable;

/** The store can be read here and not written: its file or folder forbids it, or it was opened for reading alone. */
public final class ReadOnlyStoreException extends RefusedException {
    public ReadOnlyStoreException(String message) {
        this(message, null);
    }

    public ReadOnlyStoreException(String message, @Nullable Throwable cause) {
        super(RefusalCode.STORE_UNAVAILABLE, message, cause);
    }
}
