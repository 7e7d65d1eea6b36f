package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.store.MigrationScripts;
import dev.rollback.store.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the database has what the migration scripts make, and nothing on it that acts on its own. What is expected was
 * found by running the scripts; sets of scripts without such an expectation are not looked at.
 */
final class SchemaCheck {
    private static final int SHOWN = 3;

    private final Dialect dialect;
    private final List<SchemaObject> expected = new ArrayList<>();
    private boolean complete = true;

    SchemaCheck(List<MigrationScripts> sets, Dialect dialect) {
        this.dialect = dialect;
        for (MigrationScripts set : sets) {
            Optional<List<String>> lines = set.expectation(dialect.name());
            complete &= lines.isPresent();
            lines.ifPresent(objects -> objects.forEach(line -> expected.add(SchemaObject.of(line))));
        }
    }

    SchemaComparison compare(Sql sql) {
        return new SchemaComparison(expected, dialect.schema(sql));
    }

    /** Before anything is read of a table: refuses what may never end, or acts behind the program's back. */
    static void requireTables(SchemaComparison compared) {
        require(compared.foreign());
    }

    /** For a store that has seen all scripts. */
    static void requireExpected(SchemaComparison compared) {
        require(compared.differences());
    }

    /** Whether it is known whose every table is; with tables of others, what is extra may be theirs. */
    boolean isComplete() {
        return complete;
    }

    private static void require(List<String> differences) {
        if (!differences.isEmpty()) {
            throw new RefusedException(
                    RefusalCode.CORRUPT,
                    "the store's tables are not as this program made them: %s. Nothing was written. Undo what was changed, or restore a copy of the store."
                            .formatted(words(differences)),
                    Remedy.of(Action.DIAGNOSE_STORE));
        }
    }

    private static String words(List<String> differences) {
        String first = String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())));
        return differences.size() > SHOWN ? "%s; and %d more".formatted(first, differences.size() - SHOWN) : first;
    }
}
