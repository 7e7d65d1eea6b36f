package dev.rollback.engine.storage.jdbc;

import dev.rollback.engine.storage.MigrationScripts;
import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a store in a file of their own, empty at first and gone when closed: to make beside a store what its log
 * says, and compare. For one thread.
 */
public final class ScratchStore implements AutoCloseable {
    private static final String FILE = "scratch.db";

    private final Path folder;
    private final Store store;

    /** In the system's folder for temporary files. */
    public ScratchStore(List<MigrationScripts> scripts) {
        try {
            folder = Files.createTempDirectory("rollback-scratch-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StoreOptions options = StoreOptions.of(InstantSource.system());
        for (MigrationScripts more : scripts) {
            options = options.withTables(more);
        }
        store = SqliteStore.create(folder.resolve(FILE), options);
    }

    public void write(Consumer<Sql> work) {
        store.write(reading -> {
            work.accept(reading.sql());
            return true;
        });
    }

    public <T> T read(Function<Sql, T> work) {
        return store.read(reading -> work.apply(reading.sql()));
    }

    @Override
    public void close() {
        store.close();
        for (Path file : files()) {
            file.toFile().delete();
        }
        folder.toFile().delete();
    }

    private List<Path> files() {
        try (var files = Files.list(folder)) {
            return new ArrayList<>(files.toList());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Rows of one statement, written some at a time. */
    public static final class Rows {
        private static final int TOGETHER = 1_000;

        private final ScratchStore scratch;
        private final String insertion;
        private final List<@Nullable Object[]> waiting = new ArrayList<>();

        public Rows(ScratchStore scratch, String insertion) {
            this.scratch = scratch;
            this.insertion = insertion;
        }

        public void add(@Nullable Object... values) {
            waiting.add(values);
            if (waiting.size() == TOGETHER) {
                flush();
            }
        }

        public void flush() {
            List<@Nullable Object[]> rows = List.copyOf(waiting);
            waiting.clear();
            scratch.write(sql -> sql.updateAll(insertion, rows));
        }
    }
}
