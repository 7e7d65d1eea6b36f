package dev.rollback.app;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.Appended;
import dev.rollback.store.ForwardingStore;
import dev.rollback.store.Store;

/** Goes away whenever a rollback is to be written: as a process that ends between a failure and its rollback. */
public final class StoreWithoutRollbacks extends ForwardingStore {
    public StoreWithoutRollbacks(Store store) {
        super(store);
    }

    @Override
    public Appended append(AppendUnit unit) {
        if (unit.events().stream().anyMatch(event -> event.name().startsWith("rollback."))) {
            throw new RefusedException(RefusalCode.STORE_UNAVAILABLE, "the store is gone");
        }
        return super.append(unit);
    }
}
