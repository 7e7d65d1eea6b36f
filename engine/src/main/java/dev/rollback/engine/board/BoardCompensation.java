package dev.rollback.engine.board;

import static dev.rollback.api.BoardEvent.BOARD;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollback.api.BoardEvent.BoardRolledBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.json.Json;
import dev.rollback.engine.content.ExactChanges;
import dev.rollback.engine.rollback.ParticipantPart;
import dev.rollback.store.Reading;
import org.jspecify.annotations.Nullable;

/** A board on its way back: where it stands, and where it goes. What it was last imported from stays. */
final class BoardCompensation implements ParticipantPart {
    private final String tag;
    private final LoadedBoard now;
    private final LoadedBoard then;

    private BoardCompensation(String tag, LoadedBoard now, LoadedBoard then) {
        this.tag = tag;
        this.now = now;
        this.then = then;
    }

    static BoardCompensation of(Reading reading, String tag, long cut) {
        return new BoardCompensation(
                tag, LoadedBoard.of(reading, tag, reading.head().position()), LoadedBoard.of(reading, tag, cut));
    }

    /** In plans and digests. */
    private record Facts(
            @JsonProperty("tag") String tag,
            @JsonProperty("seq") long seq,
            @JsonProperty("targetSeq") long targetSeq,
            @JsonProperty("stateHash") String stateHash,
            @JsonProperty("targetHash") String targetHash) {}

    @Override
    public String name() {
        return tag;
    }

    @Override
    public String aggregateType() {
        return "Board";
    }

    @Override
    public String stream() {
        return now.stream();
    }

    @Override
    public long seq() {
        return now.state().seq();
    }

    @Override
    public long targetSeq() {
        return then.state().seq();
    }

    String hash() {
        return hash(board(now));
    }

    @Override
    public boolean changes() {
        return !ExactChanges.same(board(now), board(then));
    }

    @Override
    public Object facts() {
        return new Facts(tag, seq(), targetSeq(), hash(), hash(board(then)));
    }

    @Override
    public String summary() {
        return "the order of its tasks, and what belongs to none";
    }

    @Override
    public BoardRolledBack compensation(RollbackId rollbackId) {
        return new BoardRolledBack(
                tag,
                rollbackId,
                targetSeq(),
                ExactChanges.of(BOARD, board(now), board(then)).stream().toList(),
                hash(),
                hash(board(then)));
    }

    private static @Nullable Json board(LoadedBoard board) {
        return board.state().component(BOARD);
    }

    private static String hash(@Nullable Json board) {
        return board == null ? "" : board.sha256();
    }
}
