package dev.rollback.store.copy;

import dev.rollback.store.LogHead;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.jdbc.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * A copy of a whole store in a SQLite file, whatever database the store is in: log, index, snapshots and what was counted,
 * row by row. Views are not copied, since they are made of the log, and neither is who works on what: nobody works on a copy.
 */
public final class StoreCopy {
    /** Another database's own, or not true of a copy. A table that is not named here is copied. */
    private static final Set<String> LEFT_OUT =
            Set.of("schema_migration", "lease", "checkpoint_lease", "view_token", "untouched_copy");

    private StoreCopy() {}

    /**
     * What was copied.
     *
     * @param madeAt when; of a copy of a copy to which nobody had written, when that one was made
     * @param head where the log ended at that moment
     */
    public record Copied(Instant madeAt, LogHead head) {}

    /**
     * Copies the store as it is at one moment, while others may go on writing to it. The copy says of itself that it is one,
     * until somebody takes it up. It takes a few megabytes of memory, however large the store is.
     *
     * @param file written anew. When this returns it is closed, with nothing beside it; when it throws, it may be there in
     *     part, and is the caller's to delete
     * @throws dev.rollback.api.RefusedException STORE_UNAVAILABLE where either cannot be read or written
     */
    public static Copied write(Store store, Path file, InstantSource clock) {
        return store.read(reading -> {
            delete(file); // a store that is only read may have to be read once more
            try (Store copy = SqliteStore.create(file, StoreOptions.of(clock))) {
                tables(copy).forEach(table -> copy(reading, table, copy));
                Instant madeAt = reading.copiedAt().orElseGet(clock::instant);
                mark(copy, madeAt);
                return new Copied(madeAt, reading.head());
            }
        });
    }

    /** Deletes a copy and whatever SQLite has put beside it. */
    public static void delete(Path file) {
        try {
            for (String ending : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + ending));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<CopiedTable> tables(Store copy) {
        return copy.read(reading -> CopiedTable.all(reading.sql())).stream()
                .filter(table -> !LEFT_OUT.contains(table.name()))
                .toList();
    }

    private static void copy(Reading from, CopiedTable table, Store to) {
        Pages pages = new Pages(from.sql(), table);
        List<Object[]> first = pages.next();
        to.write(copy -> {
            copy.sql().update("DELETE FROM " + table.name()); // the scripts put rows into some
            copy.sql().updateAll(table.insert(), first);
            return first.size();
        });
        for (List<Object[]> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            List<Object[]> rows = page;
            to.write(copy -> {
                copy.sql().updateAll(table.insert(), rows);
                return rows.size();
            });
        }
    }

    private static void mark(Store copy, Instant madeAt) {
        copy.write(reading -> reading.sql().update("INSERT INTO untouched_copy (id, made_at) VALUES (1, ?)", madeAt));
    }
}
