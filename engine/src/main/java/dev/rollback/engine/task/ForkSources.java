package dev.rollback.engine.task;

import dev.rollback.api.RefusedException;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import java.util.Set;

/** Finds what a fork begins with. */
@FunctionalInterface
public interface ForkSources {
    /** @throws RefusedException NOT_FOUND for a moment or task that is unknown, and for one that did not exist then */
    ForkSource find(ForkTask command);

    /**
     * The task that is forked, at the moment that was asked for.
     *
     * @param seq the moment's place in its stream
     * @param policy its present one
     * @param sound those of its dependencies, and its parent, that the new task can have too
     */
    record ForkSource(
            long seq, TaskContent content, SchemaVersion schemaVersion, TaskPolicy policy, Set<TaskId> sound) {
        public ForkSource {
            sound = Set.copyOf(sound);
        }
    }
}
