package dev.rollback.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that takes the store's lock, says so, and keeps it. Arguments: the store's address, its patience in seconds. */
public final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) {
        StoreOptions options =
                StoreOptions.of(InstantSource.system()).withPatience(Duration.ofSeconds(Long.parseLong(args[1])));
        try (Store store = StoreKind.openAt(args[0], options)) {
            store.write(reading -> {
                System.out.println("holding at " + reading.head().position());
                return never();
            });
        }
    }

    private static boolean never() {
        try {
            return new CountDownLatch(1).await(1, TimeUnit.HOURS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
