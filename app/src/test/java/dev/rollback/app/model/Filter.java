package dev.rollback.app.model;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.CONFIGURATION;
import static dev.rollback.api.ComponentName.DATABASE;
import static dev.rollback.api.ComponentName.QUEUE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static dev.rollback.api.ComponentName.WORKER_STATE;

import dev.rollback.api.ComponentName;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which components go back.
 *
 * @param only null for all
 */
record Filter(@Nullable Set<ComponentName> only, Set<ComponentName> except) {
    static final Filter ALL = new Filter(null, Set.of());

    private static final Map<ComponentName, ComponentName> NEEDS =
            Map.of(TASK_STATE, WORKER_STATE, WORKER_STATE, CONFIGURATION, QUEUE, TASK_STATE, DATABASE, CACHE);

    static Filter of(@Nullable Set<ComponentName> components) {
        return new Filter(components, Set.of());
    }

    /** These and all that they need. */
    static Set<ComponentName> withNeeded(Collection<ComponentName> chosen) {
        Set<ComponentName> all = new TreeSet<>();
        for (ComponentName name : chosen) {
            for (ComponentName next = name; next != null; next = NEEDS.get(next)) {
                all.add(next);
            }
        }
        return all;
    }

    boolean isAll() {
        return only == null && except.isEmpty();
    }

    boolean includes(ComponentName name) {
        return (only == null || only.contains(name)) && !except.contains(name);
    }

    /** Whether a task that is and was so has any of the chosen components; true where none were chosen. */
    boolean meets(Content now, Content then) {
        return only == null
                || now.names().stream().anyMatch(only::contains)
                || then.names().stream().anyMatch(only::contains);
    }

    /** What a record says went back of a task that is and was so; null for all. */
    @Nullable
    Set<ComponentName> recorded(Content now, Content then) {
        if (isAll()) {
            return null;
        } else if (only != null) {
            return only;
        }
        Set<ComponentName> either = new TreeSet<>(now.names());
        either.addAll(then.names());
        either.removeAll(except);
        return either;
    }
}
