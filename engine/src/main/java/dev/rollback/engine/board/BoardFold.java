package dev.rollback.engine.board;

import dev.rollback.api.BoardEvent;
import dev.rollback.api.BoardEvent.BoardRolledBack;
import dev.rollback.api.json.Json;
import dev.rollback.engine.rollback.Participant;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A board from its first event on, with no help of snapshots: for an audit. */
final class BoardFold implements Participant.Replay {
    private final List<String> hashes = new ArrayList<>();
    private BoardState state = BoardState.INITIAL;

    @Override
    public Optional<String> next(StoredEvent stored) {
        if (!(EventCodec.read(stored) instanceof BoardEvent event)) {
            throw new IllegalStateException("it is no event of a board");
        }
        String before = hash();
        state = state.evolve(event, stored.seq());
        hashes.add(hash());
        return event instanceof BoardRolledBack back ? wrong(back, before) : Optional.empty();
    }

    @Override
    public Object state() {
        return state;
    }

    private Optional<String> wrong(BoardRolledBack event, String before) {
        if (event.targetSeq() < -1 || event.targetSeq() >= state.seq()) {
            return Optional.of("it goes to event %d, which is not before it".formatted(event.targetSeq()));
        } else if (!event.hashBefore().equals(before)) {
            return Optional.of(
                    "it says that the hash before it is %s, but it is %s".formatted(event.hashBefore(), before));
        } else if (!event.hashAfter().equals(hash())) {
            return Optional.of(
                    "it says that the hash after it is %s, but it is %s".formatted(event.hashAfter(), hash()));
        }
        String target = event.targetSeq() < 0 ? "" : hashes.get((int) event.targetSeq());
        return target.equals(hash())
                ? Optional.empty()
                : Optional.of(
                        "the board is not what it was at event %d, to which it went back".formatted(event.targetSeq()));
    }

    private String hash() {
        @Nullable Json board = state.component(BoardEvent.BOARD);
        return board == null ? "" : board.sha256();
    }
}
