package dev.rollback.engine.storage.jdbc;

import dev.rollback.engine.storage.MigrationScripts;
import dev.rollback.engine.storage.OnEveryStore;
import dev.rollback.engine.storage.StoreKind;
import dev.rollback.engine.storage.StoreOptions;
import dev.rollback.engine.storage.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class SchemaExpectationTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    @Test
    void the_expected_schema_is_what_the_scripts_make() throws IOException {
        StoreOptions options = StoreOptions.of(new TestClock());
        MadeSchema.assertExpected(kind, folder, options, options, MigrationScripts.ENGINE);
    }
}
