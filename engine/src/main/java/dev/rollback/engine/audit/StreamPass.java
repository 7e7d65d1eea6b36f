package dev.rollback.engine.audit;

import static dev.rollback.api.audit.AuditCheck.EVENTS;

import dev.rollback.api.RefusedException;
import dev.rollback.engine.rollback.Participants;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.Streams;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The log stream by stream: each is dense, and what it folds to is what everything else says of it. */
final class StreamPass {
    private final Reading reading;
    private final Findings findings;
    private final ExpectedIndex index;
    private final Participants participants;
    private final Rollbacks rollbacks;
    private final FirstEpochs firstEpochs;
    private final Set<String> unfolded = new HashSet<>();
    private @Nullable StoredEvent last;
    private @Nullable StreamFold fold;
    private long events;

    StreamPass(Reading reading, Findings findings, ExpectedIndex index, Participants participants) {
        this.reading = reading;
        this.findings = findings;
        this.index = index;
        this.participants = participants;
        this.rollbacks = new Rollbacks(reading);
        this.firstEpochs = new FirstEpochs(reading);
    }

    void next(StoredEvent event) {
        events++;
        if (last == null || !last.stream().equals(event.stream())) {
            end();
            fold = fold(event);
            last = null;
        }
        long expected = last == null ? 0 : last.seq() + 1;
        if (event.seq() != expected) {
            findings.diverges(EVENTS, event, "its stream has no event %d before it", expected);
        } else if (last != null && event.position() <= last.position()) {
            findings.diverges(EVENTS, event, "the event before it in its stream has the position %d", last.position());
        }
        last = event;
        if (fold != null && !fold.next(event)) {
            unfolded.add(event.stream());
            fold = null;
        }
    }

    /** To be called after the last event. */
    void end() {
        if (fold != null) {
            fold.end();
            fold = null;
        }
    }

    /** Whether what the task's events lead to is known. */
    boolean isKnown(String task) {
        return !unfolded.contains(Streams.ofTask(task));
    }

    long events() {
        return events;
    }

    private @Nullable StreamFold fold(StoredEvent event) {
        String stream = event.stream();
        if (Streams.isTask(stream)) {
            return taskFold(event);
        }
        return participants
                .owning(stream)
                .map(participant ->
                        new ParticipantFold(participant, findings, new SnapshotCheck(reading, findings, stream)))
                .orElse(null);
    }

    private @Nullable StreamFold taskFold(StoredEvent event) {
        String stream = event.stream();
        try {
            return new TaskFold(
                    Streams.taskOf(stream),
                    findings,
                    index,
                    new SnapshotCheck(reading, findings, stream),
                    new RollbackCheck(findings, rollbacks, targets(stream)),
                    firstEpochs);
        } catch (RefusedException e) {
            findings.diverges(EVENTS, event, "its stream is that of no task: %s", String.valueOf(e.getMessage()));
            unfolded.add(stream);
            return null;
        }
    }

    /** To which of its moments the task's rollbacks go: looked up before, so that no other moment is kept. */
    private List<Long> targets(String stream) {
        try {
            return reading.streamOnly(stream, RecordPass.ROLLED_BACK).stream()
                    .map(RollbackCheck::targetOf)
                    .toList();
        } catch (RefusedException e) {
            return List.of(); // told of where it stands
        }
    }
}
