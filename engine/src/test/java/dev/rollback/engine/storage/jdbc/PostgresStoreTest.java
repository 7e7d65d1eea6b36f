package dev.rollback.engine.storage.jdbc;

import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoreContract;
import dev.rollback.engine.storage.StoreKind;
import dev.rollback.engine.storage.StoreOptions;
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
