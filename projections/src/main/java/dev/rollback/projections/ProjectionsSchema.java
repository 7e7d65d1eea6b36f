package dev.rollback.projections;

import dev.rollback.store.MigrationScripts;
import java.util.List;

/** The tables of the views. A store that views are asked of is opened with them. */
public final class ProjectionsSchema {
    /** For {@link dev.rollback.store.StoreOptions#withTables}. */
    public static final MigrationScripts SCRIPTS = new MigrationScripts(
            "projections",
            ProjectionsSchema.class,
            List.of(
                    "001_views.sql",
                    "002_moments.sql",
                    "003_rollbacks_of_many_tasks.sql",
                    "004_by_itself.sql",
                    "005_hidden.sql"));

    private ProjectionsSchema() {}
}
