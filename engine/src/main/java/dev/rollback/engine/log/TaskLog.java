package dev.rollback.engine.log;

import dev.rollback.api.RefusalEvent.StaleWorkRefused;
import dev.rollback.api.TaskId;
import dev.rollback.store.EventReader.Place;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.Streams;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One task's stream, and its refused work, of which each has a stream of its own. */
final class TaskLog implements LogSource {
    private static final Comparator<StoredEvent> BY_POSITION = Comparator.comparing(StoredEvent::position);
    private static final Comparator<Long> NUMBERS = Comparator.naturalOrder();

    private final Reading reading;
    private final TaskId taskId;
    private final String stream;
    private final List<Long> refusals;

    TaskLog(Reading reading, TaskId taskId) {
        this.reading = reading;
        this.taskId = taskId;
        this.stream = Streams.of(taskId);
        this.refusals = reading.placesStartingWith(Streams.ofRefusals(taskId)).stream()
                .filter(this::isOfTask)
                .map(Place::position)
                .toList();
    }

    @Override
    public long count(Range range) {
        long events = reading.seqAt(stream, range.to()) - reading.seqAt(stream, range.from());
        return events + refusals.stream().filter(range::contains).count();
    }

    @Override
    public List<StoredEvent> newest(Range range, int limit) {
        long last = reading.seqAt(stream, range.to());
        long first = Math.max(reading.seqAt(stream, range.from()), last - limit) + 1;
        return merged(first, last, range, limit, BY_POSITION.reversed(), NUMBERS.reversed());
    }

    @Override
    public List<StoredEvent> oldest(Range range, int limit) {
        long first = reading.seqAt(stream, range.from()) + 1;
        long last = Math.min(reading.seqAt(stream, range.to()), first + limit - 1);
        return merged(first, last, range, limit, BY_POSITION, NUMBERS);
    }

    private List<StoredEvent> merged(
            long first, long last, Range range, int limit, Comparator<StoredEvent> order, Comparator<Long> numbers) {
        Stream<StoredEvent> events = reading.stream(stream, first, last).stream();
        Stream<StoredEvent> refused = refusals.stream()
                .filter(range::contains)
                .sorted(numbers)
                .limit(limit)
                .map(position -> reading.after(position - 1, 1).get(0));
        return Stream.concat(events, refused).sorted(order).limit(limit).toList();
    }

    /** Where the stream's name can be read in two ways, the event itself says of which task it is. */
    private boolean isOfTask(Place place) {
        String rest = place.stream().substring(Streams.ofRefusals(taskId).length());
        boolean clear = !taskId.value().contains("/")
                && rest.chars().filter(character -> character == '/').count() == 2;
        if (clear) {
            return true;
        }
        StoredEvent event = reading.after(place.position() - 1, 1).get(0);
        return Known.event(event) instanceof StaleWorkRefused refused
                && refused.taskId().equals(taskId);
    }
}
