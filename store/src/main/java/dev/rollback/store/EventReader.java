package dev.rollback.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads the log. Every answer of one {@link Reading} stands at the same moment. */
public interface EventReader {
    LogHead head();

    /** The events of one stream with {@code fromSeq <= seq <= toSeq}, in order. */
    List<StoredEvent> stream(String stream, long fromSeq, long toSeq);

    /** The stream's events of one name, in order. */
    List<StoredEvent> streamOnly(String stream, String name);

    /** The seq of the stream's last event, or -1. */
    long lastSeq(String stream);

    /** At most {@code limit} events with a position above {@code position}, in order. */
    List<StoredEvent> after(long position, int limit);

    /** Some of the events above {@code position}, in order: as many as fit the memory, at least one where there is one. */
    List<StoredEvent> pageAfter(long position);

    /** The same by stream and seq: some of those after the event {@code seq} of the stream. */
    List<StoredEvent> pageInStreams(String stream, long seq);

    /** The position of the last event recorded before {@code time}, or 0. */
    long positionBefore(Instant time);

    /** The seq of the stream's last event at or below {@code position}, or -1. Reads no event. */
    long seqAt(String stream, long position);

    /** The same of many streams at once, one entry for each. */
    Map<String, Long> seqsAt(Collection<String> streams, long position);

    /** The events of many streams, by stream and seq. */
    List<StoredEvent> streams(Collection<Span> spans);

    /** All events of the streams whose names begin so, by stream and seq. */
    List<StoredEvent> streamsStartingWith(String prefix);

    /** Where the events stand whose streams' names begin so, by position. Reads no event. */
    List<Place> placesStartingWith(String prefix);

    /** A part of a stream, both ends included. */
    record Span(String stream, long fromSeq, long toSeq) {}

    /** Where an event stands. */
    record Place(String stream, long seq, long position) {}
}
