package dev.rollback.engine.task;

import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonLimits;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How deep and how large the content of a component may become, whichever way it came. Pure. */
public final class ContentLimits {
    /** Of the content of a component. */
    public static final JsonLimits COMPONENT = JsonLimits.DEFAULT;

    /** All components of a task together, in bytes of their canonical text. */
    public static final int TASK_BYTES = 64 << 20;

    private ContentLimits() {}

    /**
     * What was too deep or too large before, because an older version took it in, may stay so, but not grow.
     *
     * @throws RefusedException INVALID_INPUT, naming the component and the place in it
     */
    static void require(TaskId taskId, TaskContent before, TaskContent after) {
        boolean changed = false;
        for (Map.Entry<ComponentName, Json> component : after.components().entrySet()) {
            Json old = before.components().get(component.getKey());
            if (!component.getValue().equals(old)) {
                changed = true;
                excess(component.getValue(), old).ifPresent(problem -> {
                    throw refused("%s of task %s %s".formatted(component.getKey(), taskId, problem));
                });
            }
        }
        if (changed && bytes(after) > Math.max(TASK_BYTES, bytes(before))) {
            throw refused("the components of task %s would be %d bytes together; the limit is %d"
                    .formatted(taskId, bytes(after), TASK_BYTES));
        }
    }

    /** How much deeper than the limit, and than before, a content is; nothing where it is not. */
    public static Optional<String> excessDepth(Json content, @Nullable Json before) {
        int depth = content.depth();
        if (depth > Math.max(COMPONENT.maxDepth(), before == null ? 0 : before.depth())) {
            return Optional.of("would be nested deeper than %d levels (%d, at %s)"
                    .formatted(COMPONENT.maxDepth(), depth, Deepest.in(content)));
        }
        return Optional.empty();
    }

    private static Optional<String> excess(Json content, @Nullable Json before) {
        Optional<String> depth = excessDepth(content, before);
        if (depth.isPresent()) {
            return depth;
        }
        int bytes = content.canonicalBytes();
        return bytes > Math.max(COMPONENT.maxBytes(), before == null ? 0 : before.canonicalBytes())
                ? Optional.of("would be %d bytes; the limit is %d".formatted(bytes, COMPONENT.maxBytes()))
                : Optional.empty();
    }

    private static long bytes(TaskContent content) {
        return content.components().values().stream()
                .mapToLong(Json::canonicalBytes)
                .sum();
    }

    private static RefusedException refused(String problem) {
        return new RefusedException(
                RefusalCode.INVALID_INPUT, problem + ". Keep large or deep data in a file, and its name here.");
    }
}
