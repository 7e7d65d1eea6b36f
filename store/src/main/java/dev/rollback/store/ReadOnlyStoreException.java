package dev.rollback.store;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;

/** The store can be read here and not written: its file or folder forbids it, or it was opened for reading alone. */
public final class ReadOnlyStoreException extends RefusedException {
    public ReadOnlyStoreException(String message) {
        super(RefusalCode.STORE_UNAVAILABLE, message);
    }

    public ReadOnlyStoreException(String message, Remedy remedy, Throwable cause) {
        super(RefusalCode.STORE_UNAVAILABLE, message, remedy, cause);
    }
}
