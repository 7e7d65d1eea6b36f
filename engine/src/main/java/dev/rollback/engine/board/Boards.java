package dev.rollback.engine.board;

import dev.rollback.api.BoardEvent.BoardRolledBack;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RollbackId;
import dev.rollback.engine.rollback.Participant;
import dev.rollback.engine.rollback.Reach;
import dev.rollback.store.EventReader.Place;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.EventNames;
import dev.rollback.store.event.Streams;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Boards in a rollback: they go back where everything does, with what tasks are. */
public final class Boards implements Participant {
    private static final String PREFIX = Streams.ofBoard("");
    private static final String ROLLED_BACK = Objects.requireNonNull(EventNames.nameOf(BoardRolledBack.class));

    @Override
    public String kind() {
        return "board";
    }

    /** Every board there is, in the order in which they came to be. */
    @Override
    public List<BoardCompensation> parts(Reading reading, Reach reach) {
        Long cut = reach.everything();
        if (cut == null || !reach.includes().test(ComponentName.TASK_STATE)) {
            return List.of();
        }
        Set<String> streams = new LinkedHashSet<>();
        for (Place place : reading.placesStartingWith(PREFIX)) {
            streams.add(place.stream());
        }
        return streams.stream()
                .map(stream -> BoardCompensation.of(reading, Tokens.decode(stream.substring(PREFIX.length())), cut))
                .toList();
    }

    @Override
    public String compensation() {
        return ROLLED_BACK;
    }

    @Override
    public Optional<Reversal> undo(Reading reading, StoredEvent compensation, RollbackId undone, long before) {
        BoardRolledBack done = (BoardRolledBack) EventCodec.read(compensation);
        if (!done.rollbackId().equals(undone)) {
            return Optional.empty();
        }
        BoardCompensation board = BoardCompensation.of(reading, done.tag(), before);
        return Optional.of(new Reversal(board, !board.hash().equals(done.hashAfter())));
    }

    @Override
    public boolean owns(String stream) {
        return stream.startsWith(PREFIX);
    }

    @Override
    public Replay replay() {
        return new BoardFold();
    }
}
