package dev.rollback.engine.board;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollback.api.BoardEvent;
import dev.rollback.api.BoardEvent.BoardExported;
import dev.rollback.api.BoardEvent.BoardImported;
import dev.rollback.api.BoardEvent.BoardRolledBack;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskContent;
import dev.rollback.api.json.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A board at a moment: the fold of its events up to {@code seq}. It holds no position of the store: that of an event that
 * is still to be written is not known before the store's lock is held, and a snapshot is made before.
 *
 * @param source where its document last came from or went to
 * @param sourceSeq the event that says so; -1 for none
 * @param content its components, BOARD and BASE
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BoardState(long seq, @Nullable String source, long sourceSeq, TaskContent content) {
    /** Before the first event. */
    static final BoardState INITIAL = new BoardState(-1, null, -1, TaskContent.NONE);

    /** Earlier snapshots have no {@code sourceSeq}; each was made right after an import or an export. */
    @JsonCreator
    static BoardState stored(
            @JsonProperty("seq") long seq,
            @JsonProperty("source") @Nullable String source,
            @JsonProperty("sourceSeq") @Nullable Long sourceSeq,
            @JsonProperty("content") TaskContent content) {
        return new BoardState(seq, source, Objects.requireNonNullElse(sourceSeq, seq), content);
    }

    BoardState evolve(BoardEvent event, long atSeq) {
        TaskContent after = content.with(event.changes());
        if (event instanceof BoardImported e) {
            return new BoardState(atSeq, e.source(), atSeq, after);
        } else if (event instanceof BoardExported e) {
            return new BoardState(atSeq, e.target(), atSeq, after);
        } else if (event instanceof BoardRolledBack) {
            return new BoardState(atSeq, source, sourceSeq, after);
        }
        throw new IllegalStateException("no fold for " + event.getClass());
    }

    @Nullable
    Json component(ComponentName name) {
        return content.components().get(name);
    }
}
