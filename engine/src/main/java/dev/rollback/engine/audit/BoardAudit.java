package dev.rollback.engine.audit;

import static dev.rollback.engine.audit.AuditCheck.BOARDS;
import static dev.rollback.engine.audit.AuditCheck.EVENTS;
import static dev.rollback.engine.audit.AuditCheck.ROLLBACKS;

import dev.rollback.api.RefusedException;
import dev.rollback.api.json.PatchFailedException;
import dev.rollback.engine.board.BoardFold;
import dev.rollback.engine.storage.StoredEvent;

/** One board from its first event on. */
final class BoardAudit implements StreamFold {
    private final Findings findings;
    private final SnapshotCheck snapshots;
    private final BoardFold board = new BoardFold();

    BoardAudit(Findings findings, SnapshotCheck snapshots) {
        this.findings = findings;
        this.snapshots = snapshots;
    }

    @Override
    public boolean next(StoredEvent stored) {
        findings.looked(BOARDS);
        try {
            board.next(stored).ifPresent(wrong -> findings.diverges(ROLLBACKS, stored, "%s", wrong));
            snapshots.check(stored, board.state());
            return true;
        } catch (PatchFailedException | IllegalStateException | IllegalArgumentException e) {
            findings.diverges(
                    BOARDS, stored, "it does not fit the board before it: %s", String.valueOf(e.getMessage()));
        } catch (RefusedException e) {
            findings.diverges(EVENTS, stored, "%s", String.valueOf(e.getMessage()));
        }
        return false;
    }

    @Override
    public void end() {}
}
