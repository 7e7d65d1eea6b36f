package dev.rollback.store.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.store.StoredEvent;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An event is read with all its parts, or refused with the name of the one that is missing. */
class MissingPartsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private record Golden(String name, String revision, JsonNode payload) {
        StoredEvent stored() {
            return stored(payload);
        }

        StoredEvent stored(@Nullable JsonNode other) {
            byte[] bytes = EventCodec.write(other == null ? payload : other);
            return new StoredEvent(
                    7,
                    "task/a",
                    3,
                    7,
                    Instant.EPOCH,
                    name,
                    revision,
                    bytes,
                    "{}".getBytes(StandardCharsets.UTF_8),
                    new byte[32]);
        }

        Class<?> type() {
            return EventNames.classOf(name).orElseThrow();
        }
    }

    @Test
    void a_part_that_all_events_of_a_kind_have_is_not_left_out() throws IOException {
        List<String> read = new ArrayList<>();
        for (Golden golden : goldens()) {
            assertThat(EventCodec.read(golden.stored())).isNotNull();
            for (RecordComponent part : golden.type().getRecordComponents()) {
                if (isOptional(part) || !golden.payload().has(part.getName())) {
                    continue;
                }
                ObjectNode without = golden.payload().deepCopy();
                without.remove(part.getName());
                if (isRead(golden.stored(without))) {
                    read.add(golden.name() + " without " + part.getName());
                }
                if (!part.getType().isPrimitive()) {
                    without.putNull(part.getName());
                    if (isRead(golden.stored(without))) {
                        read.add(golden.name() + " with null for " + part.getName());
                    }
                }
            }
        }
        assertThat(read).isEmpty();
    }

    @Test
    void a_part_inside_a_part_is_not_left_out() throws IOException {
        Golden golden = goldens().stream()
                .filter(one -> one.name().equals("task.TaskUpdated"))
                .findFirst()
                .orElseThrow();
        ObjectNode without = golden.payload().deepCopy();
        ((ObjectNode) without.withArray("changes").get(0)).remove("component");
        assertThatThrownBy(() -> EventCodec.read(golden.stored(without)))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("event 7 (task.TaskUpdated, revision 1, of task/a)")
                .hasMessageContaining("'changes/0/component' is missing");
    }

    @Test
    void nothing_is_no_event() throws IOException {
        Golden golden = goldens().get(0);
        assertThatThrownBy(
                        () -> EventCodec.read(golden.stored(JsonCodec.mapper().nullNode())))
                .isInstanceOf(UnreadableEventException.class);
        ArrayNode array = JsonCodec.mapper().createArrayNode();
        assertThatThrownBy(() -> EventCodec.read(golden.stored(array))).isInstanceOf(UnreadableEventException.class);
    }

    private static boolean isRead(StoredEvent stored) {
        try {
            EventCodec.read(stored);
            return true;
        } catch (UnreadableEventException e) {
            return false;
        }
    }

    private static boolean isOptional(RecordComponent part) {
        return part.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || part.getName().equals("rollsBack");
    }

    private static List<Golden> goldens() throws IOException {
        List<Golden> goldens = new ArrayList<>();
        try (Stream<Path> files = Files.list(GOLDEN)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                int dash = name.lastIndexOf('-');
                goldens.add(new Golden(
                        name.substring(0, dash),
                        name.substring(dash + 1),
                        JsonCodec.mapper().readTree(Files.readAllBytes(file))));
            }
        }
        assertThat(goldens).hasSizeGreaterThan(20);
        return goldens;
    }
}
