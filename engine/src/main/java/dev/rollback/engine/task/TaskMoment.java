package dev.rollback.engine.task;

import dev.rollback.store.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * A task at a moment.
 *
 * @param last the event that brought it there; null before the first
 */
public record TaskMoment(TaskState state, @Nullable StoredEvent last) {}
