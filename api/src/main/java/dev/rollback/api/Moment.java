package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A moment of the store's history, as a caller names it. All but {@link AtSeq} are resolved to a cut, a place between
 * two units of work at which all tasks are seen together; {@link ResolvedMoment} says to which.
 */
public sealed interface Moment {

    /** The moment as it is stored: {@code pos:5}, {@code time:2026-11-23T10:00:00Z}, {@code before:rb-1} and the like. */
    @JsonValue
    default String text() {
        if (this instanceof AtTime at) {
            return "time:" + at.time();
        } else if (this instanceof AtPosition at) {
            return "pos:" + at.position();
        } else if (this instanceof AtSeq at) {
            return "seq:" + at.seq();
        } else if (this instanceof AtCheckpoint at) {
            return "checkpoint:" + at.checkpointId();
        } else if (this instanceof BeforeRollback before) {
            return "before:" + before.rollbackId();
        } else if (this instanceof AfterRollback after) {
            return "after:" + after.rollbackId();
        } else if (this instanceof AtDocument at) {
            return "file:" + at.asOf();
        }
        return "now";
    }

    /** @throws RefusedException INVALID_INPUT for what is no {@link #text()} */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Moment parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        try {
            return switch (colon < 0 ? text : text.substring(0, colon)) {
                case "now" -> new Now();
                case "time" -> new AtTime(Instant.parse(rest));
                case "pos" -> new AtPosition(Long.parseLong(rest));
                case "seq" -> new AtSeq(Long.parseLong(rest));
                case "checkpoint" -> new AtCheckpoint(new CheckpointId(rest));
                case "before" -> new BeforeRollback(new RollbackId(rest));
                case "after" -> new AfterRollback(new RollbackId(rest));
                case "file" -> new AtDocument(Instant.parse(rest));
                default -> throw Names.invalid("'%s' names no moment", text);
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            throw Names.invalid("'%s' names no moment: %s", text, String.valueOf(e.getMessage()));
        }
    }

    /** The newest moment there is when the question is answered. */
    record Now() implements Moment {}

    /** The end of the last unit of work recorded at or before {@code time}. */
    record AtTime(Instant time) implements Moment {}

    /** A global position; inside a unit of work it means the end of the unit before. 0 is before everything. */
    record AtPosition(long position) implements Moment {
        public AtPosition {
            if (position < 0) {
                throw Names.invalid("a position is 0 or more, not %s", Long.toString(position));
            }
        }
    }

    /** Right after this event of the one task that is asked for: exact, and no cut. */
    record AtSeq(long seq) implements Moment {
        public AtSeq {
            if (seq < 0) {
                throw Names.invalid("a place in a task's stream is 0 or more, not %s", Long.toString(seq));
            }
        }
    }

    /** The end of the unit of work that made the checkpoint. */
    record AtCheckpoint(CheckpointId checkpointId) implements Moment {}

    /** Right before the rollback's unit of work; a refused rollback has such a moment too. */
    record BeforeRollback(RollbackId rollbackId) implements Moment {}

    /** Right after the rollback's unit of work. */
    record AfterRollback(RollbackId rollbackId) implements Moment {}

    /**
     * Right after the import of the document whose own time is the latest at or before {@code asOf}; of several the one
     * imported last.
     */
    record AtDocument(Instant asOf) implements Moment {}
}
