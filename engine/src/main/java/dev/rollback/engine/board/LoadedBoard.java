package dev.rollback.engine.board;

import dev.rollback.api.BoardEvent;
import dev.rollback.engine.task.Snapshots;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.StoredSnapshot;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.util.Optional;

/**
 * A board at a moment, and what it cost to find it.
 *
 * @param eventsSince events that were folded on the nearest snapshot
 * @param bytesSince their size
 */
record LoadedBoard(String stream, BoardState state, long eventsSince, long bytesSince) {

    static LoadedBoard of(Reading reading, String tag, long position) {
        String stream = Streams.ofBoard(Tokens.encode(tag));
        long last = position == reading.head().position() ? Long.MAX_VALUE : reading.seqAt(stream, position);
        BoardState state = reading.nearest(stream, last)
                .map(snapshot -> Snapshots.unpack(snapshot, BoardState.class))
                .orElse(BoardState.INITIAL);
        long events = 0;
        long bytes = 0;
        for (StoredEvent stored : reading.stream(stream, state.seq() + 1, last)) {
            state = state.evolve((BoardEvent) EventCodec.read(stored), stored.seq());
            events++;
            bytes += stored.payload().length;
        }
        return new LoadedBoard(stream, state, events, bytes);
    }

    /** The snapshot that is due once {@code event} is written as the stream's next. */
    Optional<StoredSnapshot> dueSnapshot(BoardEvent event) {
        BoardState after = state.evolve(event, state.seq() + 1);
        long bytes = bytesSince + EventCodec.write(event).length;
        return Snapshots.isDue(after.content(), eventsSince + 1, bytes)
                ? Optional.of(Snapshots.pack(stream, after.seq(), after))
                : Optional.empty();
    }
}
