package dev.rollback.engine.audit;

import static dev.rollback.api.audit.AuditCheck.BOARDS;
import static dev.rollback.api.audit.AuditCheck.EVENTS;
import static dev.rollback.api.audit.AuditCheck.ROLLBACKS;

import dev.rollback.api.RefusedException;
import dev.rollback.api.audit.AuditCheck;
import dev.rollback.api.json.PatchFailedException;
import dev.rollback.engine.rollback.Participant;
import dev.rollback.store.StoredEvent;

/** One stream of what goes back with tasks, from its first event on. */
final class ParticipantFold implements StreamFold {
    private final Participant participant;
    private final Findings findings;
    private final SnapshotCheck snapshots;
    private final Participant.Replay replay;

    ParticipantFold(Participant participant, Findings findings, SnapshotCheck snapshots) {
        this.participant = participant;
        this.findings = findings;
        this.snapshots = snapshots;
        this.replay = participant.replay();
    }

    @Override
    public boolean next(StoredEvent stored) {
        AuditCheck check = participant.kind().equals("board") ? BOARDS : ROLLBACKS;
        findings.looked(check);
        try {
            replay.next(stored).ifPresent(wrong -> findings.diverges(ROLLBACKS, stored, "%s", wrong));
            snapshots.check(stored, replay.state());
            return true;
        } catch (PatchFailedException | IllegalStateException | IllegalArgumentException e) {
            findings.diverges(
                    check,
                    stored,
                    "it does not fit the %s before it: %s",
                    participant.kind(),
                    String.valueOf(e.getMessage()));
        } catch (RefusedException e) {
            findings.diverges(EVENTS, stored, "%s", String.valueOf(e.getMessage()));
        }
        return false;
    }

    @Override
    public void end() {}
}
