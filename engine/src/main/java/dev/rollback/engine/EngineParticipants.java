package dev.rollback.engine;

import dev.rollback.engine.board.Boards;
import dev.rollback.engine.rollback.Participants;
import java.util.List;

/** What goes back with tasks where nothing else is said. */
public final class EngineParticipants {
    public static final Participants BUILT_IN = new Participants(List.of(new Boards()));

    private EngineParticipants() {}
}
