package dev.rollback.engine.history;

import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskBlameView;
import dev.rollback.api.TaskBlameView.BlamedField;
import dev.rollback.api.TaskBlameView.BroughtBackBy;
import dev.rollback.api.TaskBlameView.SetBy;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTaskBlame;
import dev.rollback.api.json.PatchFailedException;
import dev.rollback.engine.moment.PlaceInStream;
import dev.rollback.store.EventReader.Span;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.EventNames;
import dev.rollback.store.event.Streams;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** Which event set which field: the events of the one task are read, all of them. Needs no Axon configuration. */
public final class TaskBlames {
    private static final int AT_ONCE = 1_000;

    private final Store store;

    public TaskBlames(Store store) {
        this.store = store;
    }

    @QueryHandler
    public TaskBlameView find(FindTaskBlame query) {
        return store.read(reading -> {
            PlaceInStream place = PlaceInStream.of(reading, query.taskId(), query.at());
            if (place.seq() < 0) {
                throw notThereYet(reading, query.taskId(), place.at().position());
            }
            String stream = Streams.of(query.taskId());
            Blame blame = fold(reading, stream, place.seq());
            List<Blame.Field> fields = blame.fields();
            Map<Long, StoredEvent> events = events(reading, stream, fields);
            List<BlamedField> shown =
                    fields.stream().map(field -> view(field, events)).toList();
            return new TaskBlameView(query.taskId(), place.at(), blame.content(), shown);
        });
    }

    private static Blame fold(Reading reading, String stream, long toSeq) {
        Set<Long> targets = new HashSet<>();
        String rolledBack = EventNames.nameOf(TaskRolledBack.class);
        forEach(reading, stream, toSeq, event -> {
            if (event.name().equals(rolledBack)) {
                targets.add(((TaskRolledBack) EventCodec.read(event)).targetSeq());
            }
        });
        BlameFold fold = new BlameFold(targets);
        forEach(reading, stream, toSeq, event -> add(fold, event));
        return fold.now();
    }

    private static void add(BlameFold fold, StoredEvent event) {
        try {
            fold.add((TaskEvent) EventCodec.read(event), event.seq());
        } catch (PatchFailedException | IllegalStateException e) {
            throw new RefusedException(
                    RefusalCode.CORRUPT,
                    "event %d (%s of %s) does not fit the events before it. The log was altered."
                            .formatted(event.position(), event.name(), event.stream()),
                    e);
        }
    }

    private static void forEach(Reading reading, String stream, long toSeq, Consumer<StoredEvent> consumer) {
        for (long from = 0; from <= toSeq; from += AT_ONCE) {
            reading.stream(stream, from, Math.min(toSeq, from + AT_ONCE - 1)).forEach(consumer);
        }
    }

    /** The events that the fields name, by their place in the stream. */
    private static Map<Long, StoredEvent> events(Reading reading, String stream, List<Blame.Field> fields) {
        Set<Long> named = new HashSet<>();
        for (Blame.Field field : fields) {
            named.add(field.origin().setBy());
            if (field.origin().broughtBackBy() != null) {
                named.add(field.origin().broughtBackBy());
            }
        }
        List<Span> spans = named.stream().map(seq -> new Span(stream, seq, seq)).toList();
        Map<Long, StoredEvent> events = new HashMap<>();
        reading.streams(spans).forEach(event -> events.put(event.seq(), event));
        return events;
    }

    private static BlamedField view(Blame.Field field, Map<Long, StoredEvent> events) {
        Long back = field.origin().broughtBackBy();
        return new BlamedField(
                field.component(),
                field.path(),
                field.value(),
                setBy(Objects.requireNonNull(events.get(field.origin().setBy()))),
                back == null ? null : broughtBackBy(Objects.requireNonNull(events.get(back))));
    }

    private static SetBy setBy(StoredEvent event) {
        return new SetBy(
                event.position(),
                event.seq(),
                event.name(),
                event.recordedAt(),
                text(event, MetadataKeys.ACTOR),
                text(event, MetadataKeys.REQUEST_ID));
    }

    private static BroughtBackBy broughtBackBy(StoredEvent event) {
        return new BroughtBackBy(
                ((TaskRolledBack) EventCodec.read(event)).rollbackId(),
                event.position(),
                event.seq(),
                event.recordedAt(),
                text(event, MetadataKeys.ACTOR),
                text(event, MetadataKeys.REQUEST_ID));
    }

    private static @Nullable String text(StoredEvent event, String key) {
        return EventCodec.metadata(event).get(key) instanceof String text ? text : null;
    }

    private static RefusedException notThereYet(Reading reading, TaskId taskId, long position) {
        long first = reading.stream(Streams.of(taskId), 0, 0).get(0).position();
        return new RefusedException(
                RefusalCode.NOT_FOUND,
                "task %s was not there yet at position %d: its first event is at position %d. Name a later moment."
                        .formatted(taskId, position, first));
    }
}
