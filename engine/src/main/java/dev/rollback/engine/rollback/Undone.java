package dev.rollback.engine.rollback;

import dev.rollback.api.BoardEvent.BoardRolledBack;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.engine.event.EventCodec;
import dev.rollback.engine.event.EventNames;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rollback that is to be undone, as the log has it.
 *
 * @param before the position right before its unit
 */
record Undone(RollbackId id, long before, List<Part> parts, List<BoardPart> boards) {
    private static final int AT_ONCE = 1_000;
    private static final Set<String> PARTS = Set.of(
            Objects.requireNonNull(EventNames.nameOf(TaskRolledBack.class)),
            Objects.requireNonNull(EventNames.nameOf(BoardRolledBack.class)));

    /** What it did to a task, by its event. */
    record Part(
            TaskId task, long position, long seq, @Nullable List<ComponentName> components) {}

    /** What it did to a board, which it left with this hash. */
    record BoardPart(String tag, String hashAfter) {}

    /** @throws RefusedException NOT_FOUND, or CONFLICT for one that was refused itself */
    static Undone read(Reading reading, RollbackId id) {
        StoredEvent first = reading.stream(Streams.of(id), 0, 0).stream()
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no rollback %s. 'co rollback history' shows those there were.".formatted(id)));
        if (EventCodec.read(first) instanceof RollbackFailed) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "rollback %s was refused and changed nothing: there is nothing to undo.".formatted(id));
        }
        Undone undone = new Undone(id, first.unit() - 1, new ArrayList<>(), new ArrayList<>());
        undone.readUnit(reading, first.unit());
        return undone;
    }

    private void readUnit(Reading reading, long unit) {
        long position = unit - 1;
        List<StoredEvent> some;
        do {
            some = reading.after(position, AT_ONCE).stream()
                    .takeWhile(event -> event.unit() == unit)
                    .toList();
            some.stream().filter(event -> PARTS.contains(event.name())).forEach(this::add);
            position += some.size();
        } while (some.size() == AT_ONCE);
    }

    private void add(StoredEvent stored) {
        Object event = EventCodec.read(stored);
        if (event instanceof TaskRolledBack e && e.rollbackId().equals(id)) {
            parts.add(new Part(e.taskId(), stored.position(), stored.seq(), e.components()));
        } else if (event instanceof BoardRolledBack e && e.rollbackId().equals(id)) {
            boards.add(new BoardPart(e.tag(), e.hashAfter()));
        }
    }
}
