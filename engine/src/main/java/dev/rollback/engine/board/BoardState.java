package dev.rollback.engine.board;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollback.api.BoardEvent;
import dev.rollback.api.BoardEvent.BoardCopied;
import dev.rollback.api.BoardEvent.BoardExported;
import dev.rollback.api.BoardEvent.BoardImported;
import dev.rollback.api.BoardEvent.BoardRolledBack;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskContent;
import dev.rollback.api.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A board at a moment: the fold of its events up to {@code seq}. It holds no position of the store: that of an event that
 * is still to be written is not known before the store's lock is held, and a snapshot is made before.
 *
 * @param source where its document last came from or went to
 * @param sourceSeq the event that says so; -1 for none
 * @param content its components, BOARD and BASE
 * @param files what was last read from or written to each file, as a document's hash: of the files last used
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BoardState(
        long seq,
        @Nullable String source,
        long sourceSeq,
        TaskContent content,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> files) {
    /** Before the first event. */
    static final BoardState INITIAL = new BoardState(-1, null, -1, TaskContent.NONE, Map.of());

    private static final int MOST_FILES = 100;

    BoardState {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** Earlier snapshots have no {@code sourceSeq}; each was made right after an import or an export. */
    @JsonCreator
    static BoardState stored(
            @JsonProperty("seq") long seq,
            @JsonProperty("source") @Nullable String source,
            @JsonProperty("sourceSeq") @Nullable Long sourceSeq,
            @JsonProperty("content") TaskContent content,
            @JsonProperty("files") @Nullable Map<String, String> files) {
        return new BoardState(
                seq,
                source,
                Objects.requireNonNullElse(sourceSeq, seq),
                content,
                Objects.requireNonNullElse(files, Map.of()));
    }

    BoardState evolve(BoardEvent event, long atSeq) {
        TaskContent after = content.with(event.changes());
        if (event instanceof BoardImported e) {
            return new BoardState(atSeq, e.source(), atSeq, after, with(e.source(), e.documentHash()));
        } else if (event instanceof BoardExported e) {
            return new BoardState(atSeq, e.target(), atSeq, after, with(e.target(), e.documentHash()));
        } else if (event instanceof BoardCopied e) {
            return new BoardState(atSeq, source, sourceSeq, after, with(e.target(), e.documentHash()));
        } else if (event instanceof BoardRolledBack) {
            return new BoardState(atSeq, source, sourceSeq, after, files);
        }
        throw new IllegalStateException("no fold for " + event.getClass());
    }

    private Map<String, String> with(String file, @Nullable String documentHash) {
        if (documentHash == null) {
            return files;
        }
        Map<String, String> used = new LinkedHashMap<>(files);
        used.remove(file);
        used.put(file, documentHash);
        if (used.size() > MOST_FILES) {
            used.remove(used.keySet().iterator().next());
        }
        return used;
    }

    @Nullable
    Json component(ComponentName name) {
        return content.components().get(name);
    }
}
