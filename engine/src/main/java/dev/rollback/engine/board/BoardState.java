package dev.rollback.engine.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollback.api.BoardEvent;
import dev.rollback.api.BoardEvent.BoardExported;
import dev.rollback.api.BoardEvent.BoardImported;
import dev.rollback.api.BoardEvent.BoardRolledBack;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskContent;
import dev.rollback.api.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A board at a moment: the fold of its events up to {@code seq}.
 *
 * @param source where its document last came from or went to, and {@code sourcePosition} where the store says so
 * @param content its components, BOARD and BASE
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BoardState(long seq, @Nullable String source, long sourcePosition, TaskContent content) {
    /** Before the first event. */
    static final BoardState INITIAL = new BoardState(-1, null, 0, TaskContent.NONE);

    BoardState evolve(BoardEvent event, long atSeq, long position) {
        TaskContent after = content.with(event.changes());
        if (event instanceof BoardImported e) {
            return new BoardState(atSeq, e.source(), position, after);
        } else if (event instanceof BoardExported e) {
            return new BoardState(atSeq, e.target(), position, after);
        } else if (event instanceof BoardRolledBack) {
            return new BoardState(atSeq, source, sourcePosition, after);
        }
        throw new IllegalStateException("no fold for " + event.getClass());
    }

    @Nullable
    Json component(ComponentName name) {
        return content.components().get(name);
    }
}
