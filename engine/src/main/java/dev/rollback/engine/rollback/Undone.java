package dev.rollback.engine.rollback;

import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.EventNames;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rollback that is to be undone, as the log has it.
 *
 * @param before the position right before its unit
 * @param parts what it did to tasks
 * @param others the events of its unit that took back what is no task
 */
record Undone(RollbackId id, long before, List<Part> parts, List<StoredEvent> others) {
    private static final int AT_ONCE = 1_000;
    private static final String TASK_ROLLED_BACK = Objects.requireNonNull(EventNames.nameOf(TaskRolledBack.class));

    /** What it did to a task, by its event. */
    record Part(
            TaskId task, long position, long seq, @Nullable List<ComponentName> components) {}

    /**
     * @param compensations the names of the events that take back what is no task
     * @throws RefusedException NOT_FOUND, or CONFLICT for one that was refused itself
     */
    static Undone read(Reading reading, RollbackId id, Set<String> compensations) {
        StoredEvent first = reading.stream(Streams.of(id), 0, 0).stream()
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no rollback %s.".formatted(id),
                        Remedy.of(Action.LIST_ROLLBACKS)));
        if (EventCodec.read(first) instanceof RollbackFailed) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "rollback %s was refused and changed nothing: there is nothing to undo.".formatted(id));
        }
        Undone undone = new Undone(id, first.unit() - 1, new ArrayList<>(), new ArrayList<>());
        undone.readUnit(reading, first.unit(), compensations);
        return undone;
    }

    private void readUnit(Reading reading, long unit, Set<String> compensations) {
        long position = unit - 1;
        List<StoredEvent> some;
        do {
            some = reading.after(position, AT_ONCE).stream()
                    .takeWhile(event -> event.unit() == unit)
                    .toList();
            for (StoredEvent event : some) {
                if (event.name().equals(TASK_ROLLED_BACK)) {
                    add(event);
                } else if (compensations.contains(event.name())) {
                    others.add(event);
                }
            }
            position += some.size();
        } while (some.size() == AT_ONCE);
    }

    private void add(StoredEvent stored) {
        TaskRolledBack event = (TaskRolledBack) EventCodec.read(stored);
        if (event.rollbackId().equals(id)) {
            parts.add(new Part(event.taskId(), stored.position(), stored.seq(), event.components()));
        }
    }
}
