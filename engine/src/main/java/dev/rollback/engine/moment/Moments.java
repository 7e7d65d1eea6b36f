package dev.rollback.engine.moment;

import dev.rollback.api.BoardEvent.BoardImported;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.Moment;
import dev.rollback.api.Moment.AfterRollback;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.Moment.AtDocument;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.AtSeq;
import dev.rollback.api.Moment.AtTime;
import dev.rollback.api.Moment.BeforeRollback;
import dev.rollback.api.Moment.Now;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskId;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What moments mean, in the store as one reading sees it. */
public final class Moments {
    private final Reading reading;

    public Moments(Reading reading) {
        this.reading = reading;
    }

    /**
     * The cut that is meant.
     *
     * @throws RefusedException NOT_FOUND for a checkpoint, rollback, document or position that is not there;
     *     INVALID_INPUT for a moment of one task's stream
     */
    public ResolvedMoment cut(Moment moment) {
        return at(position(moment));
    }

    /** As {@link #cut}, and for this task {@link AtSeq} too. */
    public ResolvedMoment of(TaskId taskId, Moment moment) {
        if (!(moment instanceof AtSeq one)) {
            return cut(moment);
        }
        StoredEvent event = reading.stream(Streams.of(taskId), one.seq(), one.seq()).stream()
                .findFirst()
                .orElseThrow(() -> noSuchEvent(taskId, one.seq()));
        return new ResolvedMoment(event.position(), event.recordedAt(), event.seq());
    }

    private long position(Moment moment) {
        if (moment instanceof Now) {
            return reading.head().position();
        } else if (moment instanceof AtTime at) {
            return by(at.time());
        } else if (moment instanceof AtPosition at) {
            return between(at.position());
        } else if (moment instanceof AtCheckpoint at) {
            return endOfUnit(checkpoint(at.checkpointId()));
        } else if (moment instanceof BeforeRollback before) {
            return rollback(before.rollbackId()).unit() - 1;
        } else if (moment instanceof AfterRollback after) {
            return endOfUnit(rollback(after.rollbackId()).position());
        } else if (moment instanceof AtDocument at) {
            return endOfUnit(document(at.asOf()).position());
        } else if (moment instanceof AtSeq) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "a place in one task's stream is no moment of all tasks. Name a time, a position or a checkpoint.");
        }
        throw new IllegalStateException("no meaning of " + moment.getClass());
    }

    /** Events of one unit share their time, and the log's times are whole microseconds. */
    private long by(Instant time) {
        if (!time.isBefore(reading.head().recordedAt())) {
            return reading.head().position();
        } else if (time.isBefore(Instant.EPOCH)) {
            return 0; // the log begins later, and its times are numbers since then
        }
        return reading.positionBefore(time.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS));
    }

    private ResolvedMoment at(long position) {
        Instant time =
                position == 0 ? null : reading.after(position - 1, 1).get(0).recordedAt();
        return new ResolvedMoment(position, time, null);
    }

    /** The end of the last unit that ends at or before {@code position}. */
    private long between(long position) {
        long head = reading.head().position();
        if (position > head) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND, "there is no position %d: the store ends at %d.".formatted(position, head));
        }
        if (position == head) {
            return head;
        }
        long nextUnit = unitOf(position + 1);
        return nextUnit > position ? position : nextUnit - 1;
    }

    /** Units follow each other, so the first event of a later one is found by doubling the step and then halving it. */
    private long endOfUnit(long position) {
        long unit = unitOf(position);
        long inside = position;
        long step = 1;
        long head = reading.head().position();
        while (inside + step <= head && unitOf(inside + step) == unit) {
            inside += step;
            step *= 2;
        }
        long outside = Math.min(inside + step, head + 1);
        while (outside - inside > 1) {
            long middle = (inside + outside) >>> 1;
            if (unitOf(middle) == unit) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    private long unitOf(long position) {
        return reading.after(position - 1, 1).get(0).unit();
    }

    private long checkpoint(CheckpointId id) {
        return reading.checkpoint(id.value())
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no checkpoint %s.".formatted(id),
                        Remedy.of(Action.LIST_CHECKPOINTS)))
                .position();
    }

    private StoredEvent rollback(RollbackId id) {
        return reading.stream(Streams.of(id), 0, 0).stream()
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no rollback %s.".formatted(id),
                        Remedy.of(Action.LIST_ROLLBACKS)));
    }

    private StoredEvent document(Instant asOf) {
        StoredEvent best = null;
        Instant bestTime = Instant.MIN;
        for (StoredEvent event : reading.streamsStartingWith(Streams.ofBoard(""))) {
            if (EventCodec.read(event) instanceof BoardImported imported
                    && imported.asOf() != null
                    && !imported.asOf().isAfter(asOf)
                    && !imported.asOf().isBefore(bestTime)
                    && (best == null || imported.asOf().isAfter(bestTime) || event.position() > best.position())) {
                best = event;
                bestTime = imported.asOf();
            }
        }
        if (best == null) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND,
                    "no document of %s or before was imported with its time.".formatted(asOf),
                    Remedy.of(Action.IMPORT_WITH_TIME));
        }
        return best;
    }

    private RefusedException noSuchEvent(TaskId taskId, long seq) {
        long last = reading.lastSeq(Streams.of(taskId));
        return last < 0
                ? new RefusedException(
                        RefusalCode.NOT_FOUND, "there is no task %s.".formatted(taskId), Remedy.of(Action.LIST_TASKS))
                : new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "task %s has no event %d: its last one is %d.".formatted(taskId, seq, last));
    }
}
