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
     */
    @Revision("1")
    record BoardImported(
            String tag,
            List<ComponentChange> changes,
            String source,
            @Nullable Instant asOf) implements BoardEvent {
        public BoardImported {
            changes = List.copyOf(changes);
        }
    }

    @Revision("1")
    record BoardExported(String tag, List<ComponentChange> changes, String target) implements BoardEvent {
        public BoardExported {
            changes = List.copyOf(changes);
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
