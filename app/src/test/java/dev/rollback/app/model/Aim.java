package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scope means.
 *
 * @param everything all tasks that changed, not chosen ones
 * @param cut where tasks without a checkpoint of their own go; null where several checkpoints are listed
 * @param force accepts checkpoints of failed tasks
 */
record Aim(
        RollbackStrategy strategy,
        boolean everything,
        List<TaskId> chosen,
        List<Marker> markers,
        @Nullable Long cut,
        Filter filter,
        Set<TaskId> preserve,
        boolean cascade,
        boolean force,
        Objections objections) {

    /** Where a task goes. */
    record Target(long cut, long seq, @Nullable CheckpointId checkpoint) {}

    Optional<Marker> markerOf(TaskId task) {
        return markers.stream().filter(marker -> task.equals(marker.task())).findFirst();
    }

    /** Of a task that goes to its own checkpoint or to the one cut. */
    Target target(Story story, TaskId task) {
        return markerOf(task)
                .map(marker -> new Target(marker.cut(), marker.seq(), marker.id()))
                .orElseGet(() -> at(story, task, cut == null ? 0 : cut));
    }

    static Target at(Story story, TaskId task, long cut) {
        return new Target(cut, story.seqAt(task, cut), null);
    }
}
