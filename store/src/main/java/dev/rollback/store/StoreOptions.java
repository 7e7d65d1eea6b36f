package dev.rollback.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How a store is opened.
 *
 * @param clock where {@code recorded_at} comes from
 * @param patience how long a caller waits for its turn or for a lock before it is refused as "busy"
 * @param readers how many reads run at the same time; more wait
 * @param scripts the tables to have, the engine's first
 * @param monitor hears what callers wait for and what is committed
 * @param damage what is wrong with an event, if anything: for the diagnosis of a store
 */
public record StoreOptions(
        InstantSource clock,
        Duration patience,
        int readers,
        List<MigrationScripts> scripts,
        StoreMonitor monitor,
        Function<StoredEvent, Optional<String>> damage) {

    public StoreOptions {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience must be positive, not " + patience);
        }
        if (readers < 1) {
            throw new IllegalArgumentException("a store needs at least one reader, not " + readers);
        }
        scripts = List.copyOf(scripts);
    }

    /** 30 seconds of patience, 8 readers, the engine's tables only. */
    public static StoreOptions of(InstantSource clock) {
        return new StoreOptions(
                clock,
                Duration.ofSeconds(30),
                8,
                List.of(MigrationScripts.ENGINE),
                StoreMonitor.NONE,
                event -> Optional.empty());
    }

    public StoreOptions withPatience(Duration changed) {
        return new StoreOptions(clock, changed, readers, scripts, monitor, damage);
    }

    public StoreOptions withReaders(int changed) {
        return new StoreOptions(clock, patience, changed, scripts, monitor, damage);
    }

    /** With the tables of one more module, after all others. */
    public StoreOptions withTables(MigrationScripts more) {
        return new StoreOptions(
                clock,
                patience,
                readers,
                Stream.concat(scripts.stream(), Stream.of(more)).toList(),
                monitor,
                damage);
    }

    /** Nobody hears of anything unless this is set. */
    public StoreOptions withMonitor(StoreMonitor changed) {
        return new StoreOptions(clock, patience, readers, scripts, changed, damage);
    }

    /** No event is damaged unless this says so. */
    public StoreOptions withDamage(Function<StoredEvent, Optional<String>> changed) {
        return new StoreOptions(clock, patience, readers, scripts, monitor, changed);
    }
}
