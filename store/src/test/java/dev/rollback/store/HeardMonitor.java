package dev.rollback.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A monitor that remembers what it heard. */
final class HeardMonitor implements StoreMonitor {
    record Waited(Wait what, long nanos) {}

    record Appended(int units, int events, long nanos) {}

    final List<Waited> waits = new CopyOnWriteArrayList<>();
    final List<Wait> refusals = new CopyOnWriteArrayList<>();
    final List<Appended> appends = new CopyOnWriteArrayList<>();
    final List<Long> writes = new CopyOnWriteArrayList<>();

    long longest(Wait what) {
        return waits.stream()
                .filter(wait -> wait.what() == what)
                .mapToLong(Waited::nanos)
                .max()
                .orElseThrow();
    }

    @Override
    public void waited(Wait what, long nanos) {
        waits.add(new Waited(what, nanos));
    }

    @Override
    public void refusedAsBusy(Wait what) {
        refusals.add(what);
    }

    @Override
    public void appended(int units, int events, long nanos) {
        appends.add(new Appended(units, events, nanos));
    }

    @Override
    public void wrote(long nanos) {
        writes.add(nanos);
    }
}
