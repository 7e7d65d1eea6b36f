package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a board: what belongs to a tag of a Task Master file and to no task. It has two components: BOARD
 * (order, unknown keys, form), which a rollback may bring back, and BASE, the document last imported or exported, which
 * it never touches.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface BoardEvent {
    ComponentName BOARD = new ComponentName("BOARD");
    ComponentName BASE = new ComponentName("BASE");

    String tag();

    /** The changes of BOARD and BASE, in the order they apply. */
    List<ComponentChange> changes();

    /**
     * @param source where the document came from, for people and for the next export
     * @param asOf the document's own time, as the caller says
     * @param documentHash the hash of all that the document says, {@link dev.rollback.api.json.Json#sha256()}; on master's board
     */
    @Revision("2")
    record BoardImported(
            String tag,
            List<ComponentChange> changes,
            String source,
            @Nullable Instant asOf,
            @Nullable String documentHash)
            implements BoardEvent {
        public BoardImported {
            changes = List.copyOf(changes);
        }
    }

    /** @param documentHash as in {@link BoardImported} */
    @Revision("2")
    record BoardExported(
            String tag,
            List<ComponentChange> changes,
            String target,
            @Nullable String documentHash) implements BoardEvent {
        public BoardExported {
            changes = List.copyOf(changes);
        }
    }

    /**
     * A document was written to a file that imports are not compared with. On master's board; it changes no component.
     *
     * @param documentHash as in {@link BoardImported}
     */
    @Revision("1")
    record BoardCopied(String tag, String target, String documentHash) implements BoardEvent {
        @Override
        public List<ComponentChange> changes() {
            return List.of();
        }
    }

    /**
     * The compensating event: {@code changes} put BOARD back.
     *
     * @param targetSeq the target's place in the board's stream; -1 for "before the board existed"
     * @param hashBefore the hash of BOARD that {@code changes} apply to
     * @param hashAfter the hash they lead to
     */
    @Revision("1")
    record BoardRolledBack(
            String tag,
            RollbackId rollbackId,
            long targetSeq,
            List<ComponentChange> changes,
            String hashBefore,
            String hashAfter)
            implements BoardEvent {
        public BoardRolledBack {
            changes = List.copyOf(changes);
        }
    }
}
