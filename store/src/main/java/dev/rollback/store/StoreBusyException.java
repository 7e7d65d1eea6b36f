package dev.rollback.store;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.StoreMonitor.Wait;
import org.jspecify.annotations.Nullable;

/** Others kept the store until the caller's patience ended: nothing was written, and the same may be tried later. */
public class StoreBusyException extends RefusedException {
    private final Wait waitedFor;

    public StoreBusyException(Wait waitedFor, String message) {
        this(waitedFor, message, null);
    }

    public StoreBusyException(Wait waitedFor, String message, @Nullable Throwable cause) {
        super(RefusalCode.STORE_UNAVAILABLE, message, cause);
        this.waitedFor = waitedFor;
    }

    public Wait waitedFor() {
        return waitedFor;
    }
}
