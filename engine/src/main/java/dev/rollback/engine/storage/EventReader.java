package dev.rollback.engine.storage;

import java.time.Instant;
import java.util.List;

/** Reads the log. Every answer of one {@link Reading} stands at the same moment. */
public interface EventReader {
    LogHead head();

    /** The events of one stream with {@code fromSeq <= seq <= toSeq}, in order. */
    List<StoredEvent> stream(String stream, long fromSeq, long toSeq);

    /** The seq of the stream's last event, or -1. */
    long lastSeq(String stream);

    /** At most {@code limit} events with a position above {@code position}, in order. */
    List<StoredEvent> after(long position, int limit);

    /** The position of the last event recorded before {@code time}, or 0. */
    long positionBefore(Instant time);
}
