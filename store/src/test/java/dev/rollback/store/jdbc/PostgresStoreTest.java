package dev.rollback.store.jdbc;

import dev.rollback.store.Store;
import dev.rollback.store.StoreContract;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreTest extends StoreContract {
    @TempDir
    Path folder = Path.of("");

    @Override
    protected Store open(StoreOptions options) {
        return StoreKind.POSTGRESQL.create(folder, options);
    }
}
