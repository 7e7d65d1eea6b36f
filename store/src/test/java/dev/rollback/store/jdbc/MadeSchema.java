package dev.rollback.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.MigrationScripts;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What scripts make of a store, found by running them. */
public final class MadeSchema {
    private MadeSchema() {}

    /** That the expectation beside the set's scripts is what the scripts make, after those of {@code before}. */
    public static void assertExpected(
            StoreKind kind, Path folder, StoreOptions before, StoreOptions with, MigrationScripts set)
            throws IOException {
        List<String> made = of(kind, folder.resolve("with"), with);
        if (!before.equals(with)) {
            made.removeAll(of(kind, folder.resolve("before"), before));
        }
        String dialect = dialect(kind).name();
        Path generated = Path.of("target", "generated-schema", dialect, "schema_%03d.txt".formatted(set.newest()));
        Files.createDirectories(generated.getParent());
        Files.writeString(generated, String.join("\n", made) + "\n", UTF_8);
        assertThat(set.expectation(dialect))
                .as("what the scripts make is in %s: copy it beside the scripts", generated)
                .contains(made);
    }

    private static List<String> of(StoreKind kind, Path folder, StoreOptions options) {
        try (Store store = kind.create(folder, options)) {
            return store.read(reading -> new ArrayList<>(dialect(kind).schema(reading.sql()).stream()
                    .map(SchemaObject::line)
                    .sorted()
                    .toList()));
        }
    }

    private static Dialect dialect(StoreKind kind) {
        return kind == StoreKind.SQLITE ? new SqliteDialect(Path.of("here")) : new PostgresDialect("there");
    }
}
