package dev.rollback.projections;

import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskView;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.axonframework.messaging.Message;
import org.axonframework.queryhandling.QueryUpdateEmitter;

/**
 * Tells subscription queries what happened after a position: each rollback and each state of a task once and in order,
 * whatever is written meanwhile. For one thread.
 */
final class SubscriptionUpdates {
    private final ReadModel views;
    private final Supplier<QueryUpdateEmitter> emitter;

    /** A task's newest state may be newer than the end of the range that it was looked for in. */
    private final Map<FindTask, Long> told = new HashMap<>();

    private long seen;

    SubscriptionUpdates(ReadModel views, Supplier<QueryUpdateEmitter> emitter) {
        this.views = views;
        this.emitter = emitter;
    }

    /** What happened up to here is told to no subscription. */
    void beginAfter(long position) {
        seen = position;
        told.clear();
    }

    /**
     * Tells what happened since the last call. What cannot be read now is told by a later call, and then all of it.
     *
     * @param position a head of the store that was read before this call; the views have taken in all up to it
     */
    void tellUpTo(long position) {
        if (position <= seen) {
            return;
        }
        List<RollbackView> rollbacks = rollbacksUpTo(position);
        Map<FindTask, TaskView> tasks = newerTasks();
        seen = position;
        rollbacks.forEach(
                record -> emitter.get().emit(FindRollbacks.class, query -> ReadModel.isAnswer(query, record), record));
        tasks.forEach((query, task) -> {
            told.put(query, task.position());
            emitter.get().emit(FindTask.class, query::equals, task);
        });
    }

    private List<RollbackView> rollbacksUpTo(long position) {
        boolean asked = emitter.get().activeSubscriptions().stream()
                .anyMatch(subscription -> subscription.getPayload() instanceof FindRollbacks);
        return asked ? views.rollbacksBetween(seen, position) : List.of();
    }

    private Map<FindTask, TaskView> newerTasks() {
        List<FindTask> asked = emitter.get().activeSubscriptions().stream()
                .map(Message::getPayload)
                .filter(FindTask.class::isInstance)
                .map(FindTask.class::cast)
                .distinct()
                .toList();
        told.keySet().retainAll(asked);
        Map<FindTask, TaskView> newer = new LinkedHashMap<>();
        for (FindTask query : asked) {
            long known = Math.max(seen, told.getOrDefault(query, 0L));
            views.taskAfter(query, known).ifPresent(task -> newer.put(query, task));
        }
        return newer;
    }
}
