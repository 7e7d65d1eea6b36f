package dev.rollback.engine.axon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.NewEvent;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What event handlers of an Axon application get of events that a former version stored. */
@OnEveryStore
class FormerRevisionsTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    @Test
    void event_handlers_get_them_in_the_present_revision_and_what_is_stored_stays() {
        byte[] payload = "{\"taskId\":\"A\",\"changes\":[],\"epoch\":4}".getBytes(StandardCharsets.UTF_8);
        byte[] metadata = "{\"$id\":\"e-1\",\"$type\":\"Task\"}".getBytes(StandardCharsets.UTF_8);
        try (Store store = kind.create(directory)) {
            store.append(AppendUnit.ofEvents(
                    List.of(new NewEvent("task/A", 0, "task.TaskImported", "1", payload, metadata))));
            EventSerializer serializer = new EventSerializer();
            LogEventStorageEngine engine = new LogEventStorageEngine(
                    store,
                    new UnitOfEvents.Source(store, new TaskStates(store), serializer),
                    serializer,
                    NoOpEventUpcaster.INSTANCE);

            Object ofStream = engine.readEvents("task/A", 0).next().getPayload();
            TrackedEventMessage<?> tracked =
                    engine.readEvents(null, false).findFirst().orElseThrow();

            assertThat(ofStream)
                    .isInstanceOfSatisfying(TaskImported.class, event -> {
                        assertThat(event.epoch()).isEqualTo(4);
                        assertThat(event.schemaVersion()).isEqualTo(SchemaVersion.FIRST);
                    })
                    .isEqualTo(tracked.getPayload());
            StoredEvent stored = store.read(reading -> reading.after(0, 1)).get(0);
            assertThat(stored.revision()).isEqualTo("1");
            assertThat(stored.payload()).isEqualTo(payload);
        }
    }
}
