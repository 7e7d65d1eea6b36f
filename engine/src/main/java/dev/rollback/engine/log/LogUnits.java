package dev.rollback.engine.log;

import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.RollbackEvent;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskId;
import dev.rollback.api.UnitPage;
import dev.rollback.api.UnitView;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Units of work, from one to the one before it: of a large one only the beginning and the end are read. */
final class LogUnits {
    private static final int BEGINNING = 20;

    private final Reading reading;
    private final LogEntries entries;

    LogUnits(Reading reading, TaskStates states) {
        this.reading = reading;
        this.entries = new LogEntries(reading, states);
    }

    UnitPage page(@Nullable ResolvedMoment since, ResolvedMoment until, Range range, int limit) {
        List<UnitView> units = new ArrayList<>();
        long last = range.to();
        while (units.size() < limit && last > range.from()) {
            UnitView unit = unitThatEndsAt(last);
            units.add(unit);
            last = unit.first() - 1;
        }
        Long next = last > range.from() ? Long.valueOf(last + 1) : null;
        return new UnitPage(since, until, units, next);
    }

    private UnitView unitThatEndsAt(long position) {
        StoredEvent last = reading.after(position - 1, 1).get(0);
        long size = position - last.unit() + 1;
        List<StoredEvent> events = new ArrayList<>(reading.after(last.unit() - 1, (int) Math.min(size - 1, BEGINNING)));
        events.add(last);
        return view(entries.told(events), last.unit(), position);
    }

    private static UnitView view(List<Told> events, long first, long last) {
        StoredEvent opening = events.get(0).stored();
        Map<String, Object> metadata = Known.metadata(opening);
        return new UnitView(
                first,
                last,
                opening.recordedAt(),
                UnitWords.of(events, last - first + 1),
                distinct(events.stream().map(told -> told.stored().name())),
                tasks(events),
                Known.text(metadata, MetadataKeys.ACTOR),
                Known.text(metadata, MetadataKeys.REQUEST_ID),
                made(events),
                of(events, RollbackEvent.class)
                        .map(RollbackEvent::rollbackId)
                        .findFirst()
                        .orElse(null),
                of(events, RollbackRequested.class)
                        .map(RollbackRequested::cut)
                        .findFirst()
                        .orElse(null));
    }

    private static List<CheckpointId> made(List<Told> events) {
        return Stream.concat(
                        of(events, CheckpointCreated.class).map(CheckpointCreated::checkpointId),
                        of(events, CheckpointEvent.class).map(CheckpointEvent::checkpointId))
                .toList();
    }

    private static List<TaskId> tasks(List<Told> events) {
        return distinct(events.stream().flatMap(told -> LogEntries.tasks(told.stored(), told.event()).stream()));
    }

    private static <T> List<T> distinct(Stream<T> values) {
        Set<T> seen = new LinkedHashSet<>();
        values.filter(Objects::nonNull).forEach(seen::add);
        return List.copyOf(seen);
    }

    static <T> Stream<T> of(List<Told> events, Class<T> type) {
        return events.stream().map(Told::event).filter(type::isInstance).map(type::cast);
    }
}
