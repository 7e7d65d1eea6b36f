package dev.rollback.store.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.json.JsonCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings payloads of former revisions to the present one, step by step. What is stored stays as it is.
 *
 * <p>A step sees everything of an event but the {@code changes} of components: what a task's content was is in the hashes, and
 * no revision may say otherwise.
 */
final class EventUpcasters {
    private static final String CHANGES = "changes";

    private static final Map<String, Upcaster> BY_NAME_AND_REVISION = List.of(
                    upcaster("task.TaskRegistered", 1, EventUpcasters::gainedOptionalMembers),
                    upcaster("task.TaskRegistered", 2, EventUpcasters::firstVersion),
                    upcaster("task.TaskFailed", 1, EventUpcasters::gainedOptionalMembers),
                    upcaster("task.TaskForked", 1, EventUpcasters::firstVersion),
                    upcaster("task.TaskImported", 1, EventUpcasters::firstVersion),
                    upcaster("task.TaskRolledBack", 1, EventUpcasters::gainedOptionalMembers),
                    upcaster("task.TaskRolledBack", 2, EventUpcasters::firstVersion),
                    upcaster("board.BoardImported", 1, EventUpcasters::gainedOptionalMembers),
                    upcaster("board.BoardExported", 1, EventUpcasters::gainedOptionalMembers),
                    upcaster("rollback.RollbackRequested", 1, EventUpcasters::gainedOptionalMembers),
                    upcaster("rollback.RollbackRequested", 2, EventUpcasters::gainedOptionalMembers),
                    upcaster("rollback.RollbackFailed", 1, EventUpcasters::gainedOptionalMembers),
                    upcaster("rollback.RollbackFailed", 2, EventUpcasters::gainedOptionalMembers))
            .stream()
            .collect(Collectors.toUnmodifiableMap(Upcaster::key, Function.identity()));

    private EventUpcasters() {}

    /** From one revision to the next. */
    private record Upcaster(String name, int revision, Consumer<ObjectNode> step) {
        String key() {
            return EventUpcasters.key(name, String.valueOf(revision));
        }
    }

    /**
     * The payload in revision {@code to}; nothing where no step leads there.
     *
     * @throws IOException for what is no JSON object
     */
    static Optional<byte[]> upcast(String name, String from, String to, byte[] payload) throws IOException {
        if (!BY_NAME_AND_REVISION.containsKey(key(name, from))) {
            return Optional.empty();
        }
        if (!(JsonCodec.mapper().readTree(payload) instanceof ObjectNode event)) {
            throw new IOException("it is no JSON object");
        }
        JsonNode changes = event.remove(CHANGES);
        String revision = from;
        while (!revision.equals(to)) {
            Upcaster upcaster = BY_NAME_AND_REVISION.get(key(name, revision));
            if (upcaster == null) {
                return Optional.empty();
            }
            upcaster.step().accept(event);
            revision = String.valueOf(upcaster.revision() + 1);
        }
        return Optional.of(EventCodec.write(with(event, changes)));
    }

    private static ObjectNode with(ObjectNode event, @Nullable JsonNode changes) {
        if (changes != null) {
            event.set(CHANGES, changes);
        }
        return event;
    }

    private static Upcaster upcaster(String name, int revision, Consumer<ObjectNode> step) {
        return new Upcaster(name, revision, step);
    }

    private static String key(String name, String revision) {
        return name + " " + revision;
    }

    /** Before tasks' data had versions, all of it was in the first. */
    private static void firstVersion(ObjectNode event) {
        event.put("schemaVersion", SchemaVersion.FIRST.toString());
    }

    /** Members that are left out where they say nothing. */
    private static void gainedOptionalMembers(ObjectNode event) {}
}
