package dev.rollback.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Stores as the first version left them: with script 001 alone, and its columns of the index. */
public final class OldStores {
    public static final StoreOptions FIRST = new StoreOptions(
            new TestClock(),
            Duration.ofSeconds(30),
            4,
            List.of(new MigrationScripts("engine", Store.class, List.of("001_log.sql"))),
            StoreMonitor.NONE,
            event -> Optional.empty());

    private OldStores() {}

    /** Makes the folder's store with these events, each a unit, and the heads of their tasks. */
    public static void create(StoreKind kind, Path folder, List<NewEvent> events) {
        try (Store store = kind.create(folder, FIRST)) {
            events.forEach(event -> store.append(Units.of(event)));
            store.write(
                    reading -> reading.sql()
                            .update(
                                    "INSERT INTO task_head SELECT substr(stream, 6), MAX(seq), MIN(position), MAX(position),"
                                            + " 'RUNNING', 0, 'hash', COUNT(*), 0 FROM event WHERE stream LIKE 'task/%' GROUP BY stream"));
        }
    }
}
