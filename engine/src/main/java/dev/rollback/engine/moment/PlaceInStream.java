package dev.rollback.engine.moment;

import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.TaskId;
import dev.rollback.store.Reading;
import dev.rollback.store.event.Streams;

/**
 * A moment, and where one task's stream stood at it.
 *
 * @param seq the task's newest event then; -1 where it had none yet
 */
public record PlaceInStream(ResolvedMoment at, long seq) {
    /** @throws RefusedException NOT_FOUND where there never was such a task, or no such moment */
    public static PlaceInStream of(Reading reading, TaskId taskId, Moment moment) {
        String stream = Streams.of(taskId);
        if (reading.lastSeq(stream) < 0) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND, "there is no task %s.".formatted(taskId), Remedy.of(Action.LIST_TASKS));
        }
        ResolvedMoment at = new Moments(reading).of(taskId, moment);
        return new PlaceInStream(at, at.seq() != null ? at.seq() : reading.seqAt(stream, at.position()));
    }
}
