package dev.rollback.engine.log;

import dev.rollback.api.BoardEvent;
import dev.rollback.api.BoardEvent.BoardImported;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.StoreEvent.StoreRestored;
import dev.rollback.api.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a unit of work did, in one line. */
final class UnitWords {
    private static final int NAMED = 3;

    private UnitWords() {}

    /** @param size of the unit, of which a large one's beginning and end are told alone */
    static String of(List<Told> events, long size) {
        Optional<RollbackRequested> asked =
                LogUnits.of(events, RollbackRequested.class).findFirst();
        if (asked.isPresent()) {
            return rolledBack(asked.get(), events);
        }
        Optional<StoreRestored> restored =
                LogUnits.of(events, StoreRestored.class).findFirst();
        if (restored.isPresent()) {
            return "%s: %s fenced".formatted(Words.restored(restored.get()), Words.count(size - 1, "task"));
        }
        Optional<BoardImported> imported =
                LogUnits.of(events, BoardImported.class).findFirst();
        if (imported.isPresent()) {
            long tasks = size - LogUnits.of(events, BoardEvent.class).count();
            return "imported %s: %s changed".formatted(Words.file(imported.get().source()), Words.count(tasks, "task"));
        }
        return named(events.stream().map(Words::of).toList(), size, "; ");
    }

    private static String rolledBack(RollbackRequested asked, List<Told> events) {
        List<String> tasks = LogUnits.of(events, RollbackSucceeded.class)
                .flatMap(done -> done.tasks().stream())
                .map(TaskId::value)
                .toList();
        return "rolled back %s%s by %s: %s"
                .formatted(named(tasks, tasks.size(), ", "), Words.to(asked.scope()), asked.rollbackId(), asked.note());
    }

    private static String named(List<String> all, long size, String separator) {
        String some = all.stream().limit(NAMED).collect(Collectors.joining(separator));
        return size > NAMED ? "%s and %d more".formatted(some, size - NAMED) : some;
    }
}
