package dev.rollback.store.jdbc;

import dev.rollback.store.MigrationScripts;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
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
