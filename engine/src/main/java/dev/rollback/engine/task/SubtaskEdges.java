package dev.rollback.engine.task;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.json.PatchFailedException;
import dev.rollback.store.EventReader.Span;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives the index the edges from subtasks to parents of a store that is older than the table of those edges. */
public final class SubtaskEdges {
    private static final String GAP = "subtask";
    private static final int TOGETHER = 500; // events

    private final Reading reading;
    private final List<Span> next = new ArrayList<>();
    private long room = TOGETHER;
    private final Map<String, Fold> folds = new HashMap<>();
    private final List<@Nullable Object[]> edges = new ArrayList<>();

    private SubtaskEdges(Reading reading) {
        this.reading = reading;
    }

    /**
     * Makes them from the log where they are missing, all or none; where none are missing it costs one small read. Others
     * that write wait meanwhile, about as long as reading all events of tasks takes. Several may do it at once.
     *
     * @throws RefusedException as {@link Store#write}, STORE_UNAVAILABLE where the store can only be read; CORRUPT or
     *     VERSION_INCOMPATIBLE for events that cannot be folded
     */
    public static void complete(Store store) {
        if (!store.<Boolean>read(reading -> reading.hasIndexGap(GAP))) {
            return;
        }
        store.write(reading -> {
            if (reading.hasIndexGap(GAP)) {
                new SubtaskEdges(reading).complete();
            }
            return true;
        });
    }

    private void complete() {
        reading.sql().update("DELETE FROM subtask");
        reading.tasks().forEach(this::read);
        fold();
        finish(Set.of());
        reading.sql().update("DELETE FROM index_gap WHERE name = ?", GAP);
    }

    private void read(TaskHead head) {
        String stream = Streams.of(new TaskId(head.task()));
        long from = 0;
        while (from <= head.seq()) {
            long to = Math.min(head.seq(), from + room - 1);
            next.add(new Span(stream, from, to));
            room -= to - from + 1;
            if (room == 0) {
                fold();
            }
            from = to + 1;
        }
    }

    /** Only the last of these streams may go on in what is folded next. */
    private void fold() {
        for (StoredEvent event : reading.streams(next)) {
            folds.computeIfAbsent(event.stream(), stream -> new Fold(Streams.taskOf(stream)))
                    .take(event);
        }
        finish(next.isEmpty() ? Set.of() : Set.of(next.get(next.size() - 1).stream()));
        next.clear();
        room = TOGETHER;
    }

    private void finish(Set<String> notYet) {
        folds.forEach((stream, fold) -> {
            if (!notYet.contains(stream)) {
                fold.moveTo(null, Long.MAX_VALUE);
            }
        });
        folds.keySet().retainAll(notYet);
        reading.sql().updateAll("INSERT INTO subtask (task, parent, since, until) VALUES (?, ?, ?, ?)", edges);
        edges.clear();
    }

    /** One task so far. */
    private final class Fold {
        private final TaskId task;
        private TaskContent content = TaskContent.NONE;
        private @Nullable TaskId parent;
        private long since;

        Fold(TaskId task) {
            this.task = task;
        }

        void take(StoredEvent event) {
            try {
                content = content.after((TaskEvent) EventCodec.read(event));
            } catch (PatchFailedException | IllegalStateException e) {
                throw new RefusedException(
                        RefusalCode.CORRUPT,
                        "event %d (%s of %s) does not fit the state before it: the log was altered."
                                .formatted(event.position(), event.name(), event.stream()),
                        e);
            }
            TaskStateContent state = content.taskState();
            moveTo(state == null || !state.status().exists() ? null : state.parent(), event.position());
        }

        void moveTo(@Nullable TaskId other, long position) {
            if (Objects.equals(parent, other)) {
                return;
            }
            if (parent != null) {
                edges.add(new Object[] {task.value(), parent.value(), since, position});
            }
            parent = other;
            since = position;
        }
    }
}
