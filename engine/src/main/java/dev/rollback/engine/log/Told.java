package dev.rollback.engine.log;

import dev.rollback.api.LogEntryView.ChangedComponent;
import dev.rollback.api.TaskContent;
import dev.rollback.store.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event with what is known around it.
 *
 * @param event null where this version does not know it
 * @param before its task's content before it; null where that is not needed or not readable
 * @param opening the first event of its unit; null where that is not needed or not known
 */
record Told(
        StoredEvent stored,
        @Nullable Object event,
        List<ChangedComponent> changes,
        @Nullable TaskContent before,
        @Nullable Object opening) {}
