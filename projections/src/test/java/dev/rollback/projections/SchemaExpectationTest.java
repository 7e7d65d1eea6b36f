package dev.rollback.projections;

import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.jdbc.MadeSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
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
        StoreOptions engine = StoreOptions.of(InstantSource.system());
        MadeSchema.assertExpected(
                kind, folder, engine, engine.withTables(ProjectionsSchema.SCRIPTS), ProjectionsSchema.SCRIPTS);
    }
}
