package dev.rollback.engine.history;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** A task's content with the origin of each of its fields: a fold of its events. Immutable and pure. */
final class Blame {
    static final Blame NONE = new Blame(TaskContent.NONE, Map.of());

    private final TaskContent content;
    private final Map<ComponentName, Blamed> components;

    private Blame(TaskContent content, Map<ComponentName, Blamed> components) {
        this.content = content;
        this.components = components;
    }

    /** A scalar or an empty container, with its origin. */
    record Field(ComponentName component, String path, Json value, Origin origin) {}

    TaskContent content() {
        return content;
    }

    /**
     * The blame after {@code event}, which is the stream's event number {@code seq}.
     *
     * @param earlier the blame after an earlier event; asked for where the event goes back to it
     */
    Blame after(TaskEvent event, long seq, LongFunction<Blame> earlier) {
        TaskContent after = content.after(event);
        BlameStep step = new BlameStep(seq);
        Blame target = event instanceof TaskRolledBack back ? earlier.apply(back.targetSeq()) : NONE;
        // A fork begins anew: what a withdrawn task of the same id held is not where its values come from.
        Map<ComponentName, Blamed> before = event instanceof TaskForked ? Map.of() : components;
        Map<ComponentName, Blamed> blamed = new TreeMap<>();
        after.components()
                .forEach((name, value) ->
                        blamed.put(name, step.blamed(before.get(name), value, target.components.get(name))));
        return new Blame(after, blamed);
    }

    /** By component, then in the order in which they stand in it. */
    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        components.forEach((name, blamed) -> blamed.visit(
                JsonPointer.empty(),
                (path, value, origin) -> fields.add(new Field(name, path.toString(), value, origin))));
        return fields;
    }
}
