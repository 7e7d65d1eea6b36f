package dev.rollback.engine.content;

import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskContent;
import dev.rollback.api.json.Json;
import dev.rollback.engine.json.JsonDiff;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes from one of a task's contents to another, as events say them: of each component the smaller of a patch and the
 * new content.
 */
public final class Changes {
    private Changes() {}

    /** Those after which each component is what it is to be; the order of its keys does not count. */
    public static List<ComponentChange> between(TaskContent before, TaskContent after) {
        return each(
                before,
                after,
                name -> of(
                        name, before.components().get(name), after.components().get(name)));
    }

    /** Those after which the keys are in their order too, where {@link ExactChanges} says that it counts. */
    public static List<ComponentChange> exactly(TaskContent before, TaskContent after) {
        return each(
                before,
                after,
                name -> ExactChanges.of(
                        name, before.components().get(name), after.components().get(name)));
    }

    /** The components of either, by name. */
    static SortedSet<ComponentName> names(TaskContent before, TaskContent after) {
        SortedSet<ComponentName> names = new TreeSet<>(before.components().keySet());
        names.addAll(after.components().keySet());
        return names;
    }

    /** The smaller of the two in the log. */
    static ComponentChange smaller(ComponentChange patch, ComponentChange whole) {
        return size(patch) < size(whole) ? patch : whole;
    }

    private static List<ComponentChange> each(
            TaskContent before, TaskContent after, Function<ComponentName, Optional<ComponentChange>> change) {
        return names(before, after).stream()
                .map(change)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ComponentChange> of(ComponentName name, @Nullable Json before, @Nullable Json after) {
        if (after == null) {
            return before == null ? Optional.empty() : Optional.of(ComponentChange.absent(name));
        } else if (after.equals(before)) {
            return Optional.empty();
        }
        ComponentChange whole = ComponentChange.value(name, after);
        return Optional.of(
                before == null ? whole : smaller(ComponentChange.patch(name, JsonDiff.between(before, after)), whole));
    }

    private static int size(ComponentChange change) {
        Json body = change.body();
        return body == null ? 0 : body.text().length();
    }
}
