package dev.rollback.engine.audit;

import static dev.rollback.api.audit.AuditCheck.CHAIN;
import static dev.rollback.api.audit.AuditCheck.DATABASE;

import dev.rollback.api.Progress;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskId;
import dev.rollback.api.audit.AuditCheck;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.engine.rollback.Participants;
import dev.rollback.store.HashChain;
import dev.rollback.store.LogHead;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.audit.AuditableProjection;
import dev.rollback.store.event.Streams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Replays the log from its first event and compares with it all that is shown or kept: the chain, every checkpoint and
 * rollback, the engine's index, the snapshots, and the projections it is given. It reads at one moment, twice: in the
 * log's global order, and stream by stream, and never holds more than one task's state with the moments that the task
 * went back to. It changes nothing; others may read and write meanwhile.
 *
 * <p>What it cannot know: whether a log that is sound in itself once was longer, or another. For that there is a {@link
 * dev.rollback.api.audit.Seal}.
 */
public final class Audit {
    private static final String CHAIN_PASS = "chain";
    private static final String STREAM_PASS = "tasks";

    private final Store store;
    private final List<AuditableProjection> projections;
    private final Participants participants;
    private final Progress progress;

    public Audit(Store store, List<AuditableProjection> projections, Participants participants, Progress progress) {
        this.store = store;
        this.projections = List.copyOf(projections);
        this.participants = participants;
        this.progress = progress;
    }

    /** @throws RefusedException STORE_UNAVAILABLE where the store cannot be read at all */
    public AuditReport run(AuditScope scope) {
        return store.read(reading -> new Run(reading, scope).report());
    }

    private final class Run {
        private final Reading reading;
        private final AuditScope scope;
        private final LogHead head;
        private final Findings findings = new Findings();
        private final Set<String> changed = new HashSet<>();
        private long events;

        Run(Reading reading, AuditScope scope) {
            this.reading = reading;
            this.scope = scope;
            this.head = reading.head();
        }

        AuditReport report() {
            guarded(DATABASE, () -> {
                findings.looked(DATABASE);
                reading.faults().forEach(fault -> findings.diverges(DATABASE, "the database's files", "%s", fault));
            });
            try (ExpectedIndex index = new ExpectedIndex()) {
                guarded(CHAIN, () -> inOrder(index));
                guarded(CHAIN, () -> byStream(index));
            }
            return findings.report(head, scope, events);
        }

        private void inOrder(ExpectedIndex index) {
            List<ProjectionCheck> views = views();
            try {
                ChainPass chain = new ChainPass(findings, start(), unitAt(scope.since()));
                RecordPass records = new RecordPass(findings, index, participants);
                LogPages.inOrder(reading, scope.since(), event -> {
                    chain.next(event);
                    records.next(event);
                    views.forEach(view -> view.next(event));
                    changed(event);
                    tell(CHAIN_PASS, chain.events(), head.position() - scope.since());
                });
                chain.end(head);
                records.end();
                views.forEach(ProjectionCheck::end);
                events = chain.events();
            } finally {
                views.forEach(ProjectionCheck::close);
            }
        }

        private List<ProjectionCheck> views() {
            List<ProjectionCheck> views = new ArrayList<>();
            if (scope.isAll()) {
                projections.forEach(projection -> views.add(new ProjectionCheck(projection, reading, findings)));
            } else {
                findings.skips(AuditCheck.VIEWS, "they can only be made again from the whole log");
            }
            return views;
        }

        private void changed(StoredEvent event) {
            String stream = event.stream();
            if (scope.since() > 0
                    && (Streams.isTask(stream) || participants.owning(stream).isPresent())) {
                changed.add(stream);
            }
        }

        private LogHead start() {
            return scope.since() == 0
                    ? new LogHead(0, Instant.EPOCH, HashChain.start())
                    : at(scope.since())
                            .map(event -> new LogHead(event.position(), event.recordedAt(), event.hash()))
                            .orElseThrow(() -> new RefusedException(
                                    RefusalCode.NOT_FOUND,
                                    "the log has no event %d: it ends at %d."
                                            .formatted(scope.since(), head.position())));
        }

        private long unitAt(long position) {
            return at(position).map(StoredEvent::unit).orElse(0L);
        }

        private Optional<StoredEvent> at(long position) {
            return reading.after(position - 1, 1).stream()
                    .filter(event -> event.position() == position)
                    .findFirst();
        }

        private void byStream(ExpectedIndex index) {
            StreamPass streams = new StreamPass(reading, findings, index, participants);
            TaskId task = scope.task();
            if (task != null) {
                requireKnown(task);
                findings.skips(AuditCheck.BOARDS, "they are looked at where no task is named");
                LogPages.ofStream(reading, Streams.of(task), streams::next);
            } else if (scope.since() > 0) {
                changed.forEach(stream -> LogPages.ofStream(reading, stream, streams::next));
            } else {
                LogPages.byStream(reading, event -> {
                    streams.next(event);
                    tell(STREAM_PASS, streams.events(), head.position());
                });
                requireAll(streams.events());
                SnapshotCheck.strays(reading, findings);
            }
            streams.end();
            index.compare(reading, findings, scope, isLooked(streams));
        }

        private void requireKnown(TaskId task) {
            if (reading.lastSeq(Streams.of(task)) < 0) {
                throw new RefusedException(RefusalCode.NOT_FOUND, "there is no task %s.".formatted(task));
            }
        }

        /** Both orders are kept apart in the database, so that one may lack what the other has. */
        private void requireAll(long found) {
            if (found != events) {
                findings.diverges(
                        AuditCheck.EVENTS,
                        "the streams",
                        "there are %d events in them, but %d in the log",
                        found,
                        events);
            }
        }

        private Predicate<String> isLooked(StreamPass streams) {
            TaskId only = scope.task();
            return task -> streams.isKnown(task)
                    && (only == null || only.value().equals(task))
                    && (scope.since() == 0 || only != null || changed.contains(Streams.ofTask(task)));
        }

        private void tell(String what, long done, long all) {
            if (done % 1_000 == 0 || done == all) {
                progress.at(what, done, all);
            }
        }

        /** What the database cannot read is told of, and the rest is looked at all the same. */
        private void guarded(AuditCheck check, Runnable work) {
            try {
                work.run();
            } catch (RefusedException e) {
                if (e.code() != RefusalCode.CORRUPT) {
                    throw e;
                }
                unreadable(check, e);
            } catch (IllegalStateException e) {
                unreadable(check, e); // a table or column is not there
            }
        }

        private void unreadable(AuditCheck check, RuntimeException e) {
            findings.diverges(check, "the database", "cannot be read on: %s", String.valueOf(e.getMessage()));
        }
    }
}
