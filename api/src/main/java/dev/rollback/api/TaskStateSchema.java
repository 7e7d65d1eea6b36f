package dev.rollback.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In which form an application keeps the data of its tasks, and how older forms are brought to it. With each state of a task
 * the store keeps the version it is in.
 *
 * <p>Moments of the same major version are restored as they are; those of an older one through the migrations, or not at all;
 * those of a newer one not.
 *
 * @param version that which the application reads and writes; null for one that takes tasks as it finds them
 * @param migrations at most one from each major version
 */
public record TaskStateSchema(@Nullable SchemaVersion version, List<TaskStateMigration> migrations) {
    /** Takes tasks in whatever version they are, and begins new ones in {@link SchemaVersion#FIRST}. */
    public static final TaskStateSchema UNVERSIONED = new TaskStateSchema(null, List.of());

    public TaskStateSchema {
        migrations = List.copyOf(migrations);
        long froms =
                migrations.stream().map(TaskStateMigration::from).distinct().count();
        if (froms < migrations.size()) {
            throw Names.invalid("two migrations begin at the same major version");
        }
    }

    public static TaskStateSchema of(String version) {
        return new TaskStateSchema(SchemaVersion.of(version), List.of());
    }

    /** The same, with one migration more. */
    public TaskStateSchema with(int from, String to, TaskStateMigration.Step step) {
        List<TaskStateMigration> more = new ArrayList<>(migrations);
        more.add(new TaskStateMigration(from, SchemaVersion.of(to), step));
        return new TaskStateSchema(version, more);
    }

    /** In which new tasks begin. */
    public SchemaVersion ofNewTasks() {
        return version == null ? SchemaVersion.FIRST : version;
    }

    /** The one migration from that major version, if there is one. */
    public Optional<TaskStateMigration> from(int major) {
        return migrations.stream()
                .filter(migration -> migration.from() == major)
                .findFirst();
    }
}
