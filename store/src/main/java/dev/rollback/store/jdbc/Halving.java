package dev.rollback.store.jdbc;

import dev.rollback.store.EventReader.Place;
import org.jspecify.annotations.Nullable;

/** Closes in on the last event of a stream that is at or below a position: positions rise with the seq. */
final class Halving {
    private final String stream;
    private long at;
    private long above;

    private Halving(String stream, long at, long above) {
        this.stream = stream;
        this.at = at;
        this.above = above;
    }

    static Halving of(String stream, @Nullable Place end, long position) {
        if (end == null) {
            return new Halving(stream, -1, 0);
        }
        return end.position() <= position
                ? new Halving(stream, end.seq(), end.seq() + 1)
                : new Halving(stream, -1, end.seq());
    }

    String stream() {
        return stream;
    }

    boolean isOpen() {
        return above - at > 1;
    }

    /** The seq of the event to look at next. */
    long middle() {
        return (at + above) >>> 1;
    }

    /** @param below whether the event in the middle is at or below the position */
    void goOn(boolean below) {
        if (below) {
            at = middle();
        } else {
            above = middle();
        }
    }

    /** The seq that was looked for, once it is no longer open; -1 where all of the stream is above. */
    long at() {
        return at;
    }
}
