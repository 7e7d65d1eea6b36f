package dev.rollback.engine.rollback;

import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far a rollback reaches, for whatever goes back with its tasks.
 *
 * @param everything the position to which all that changed goes back; null where tasks were chosen
 * @param tasks all that were looked at, with the position that each goes back to: the selected ones and those between
 * @param includes whether this component of theirs goes back
 */
public record Reach(@Nullable Long everything, Map<TaskId, Long> tasks, Predicate<ComponentName> includes) {
    public Reach {
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    }
}
