package dev.rollback.engine.board;

import static dev.rollback.api.BoardEvent.BOARD;

import dev.rollback.api.BoardEvent.BoardRolledBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan.BoardPlan;
import dev.rollback.api.json.Json;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.EventReader.Place;
import dev.rollback.engine.storage.Reading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A board on its way back: where it stands, and where it goes. What it was last imported from stays. */
public final class BoardBack {
    private final String tag;
    private final LoadedBoard now;
    private final LoadedBoard then;

    private BoardBack(String tag, LoadedBoard now, LoadedBoard then) {
        this.tag = tag;
        this.now = now;
        this.then = then;
    }

    /** Every board there is, in the order in which they came to be; some may stand where they go. */
    public static List<BoardBack> all(Reading reading, long cut) {
        Set<String> streams = new LinkedHashSet<>();
        for (Place place : reading.placesStartingWith(Streams.ofBoard(""))) {
            streams.add(place.stream());
        }
        String prefix = Streams.ofBoard("");
        return streams.stream()
                .map(stream -> of(reading, Tokens.decode(stream.substring(prefix.length())), cut))
                .toList();
    }

    public static BoardBack of(Reading reading, String tag, long cut) {
        return new BoardBack(
                tag, LoadedBoard.of(reading, tag, reading.head().position()), LoadedBoard.of(reading, tag, cut));
    }

    public String tag() {
        return tag;
    }

    public String stream() {
        return now.stream();
    }

    public long seq() {
        return now.state().seq();
    }

    public String hash() {
        return hash(board(now));
    }

    public boolean changes() {
        return !ExactChanges.same(board(now), board(then));
    }

    public BoardPlan plan() {
        return new BoardPlan(tag, seq(), then.state().seq(), hash(), hash(board(then)));
    }

    public BoardRolledBack event(RollbackId rollbackId) {
        return new BoardRolledBack(
                tag,
                rollbackId,
                then.state().seq(),
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
