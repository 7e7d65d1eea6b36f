package dev.rollback.projections;

import dev.rollback.engine.storage.MigrationScripts;
import java.util.List;

/** The views' tables, to be given when a store is opened. */
public final class ProjectionsSchema {
    public static final MigrationScripts SCRIPTS =
            new MigrationScripts("projections", ProjectionsSchema.class, List.of("001_views.sql"));

    private ProjectionsSchema() {}
}
