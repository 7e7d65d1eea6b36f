package dev.rollback.projections;

import dev.rollback.engine.storage.OnEveryStore;
import dev.rollback.engine.storage.StoreKind;
import dev.rollback.engine.storage.StoreOptions;
import dev.rollback.engine.storage.jdbc.MadeSchema;
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
