package dev.rollback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.RollbackEvent;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskFailed;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskStatus;
import dev.rollback.engine.task.TaskState;
import dev.rollback.store.IndexReader.DueRollback;
import dev.rollback.store.Reading;
import java.util.HashMap;
import java.util.Map;

/** What a {@link LogWalk} sees of rollbacks that failures ask for: which are due, and how often each task went back. */
final class AutomaticWalk {
    private final Map<String, Long> due = new HashMap<>();
    private final Map<String, Map<String, Long>> times = new HashMap<>();

    void take(TaskEvent event, TaskState before, TaskState after) {
        String task = event.taskId().value();
        if (event instanceof TaskFailed failed && failed.rollsBack()) {
            due.put(task, after.seq());
        } else if (!event.isMarker()) {
            due.remove(task);
        }
        if (event instanceof TaskRegistered || event instanceof TaskForked) {
            times.remove(task);
        }
        if (after.status() == TaskStatus.COMPLETED
                && before.status() != TaskStatus.COMPLETED
                && !(event instanceof TaskRolledBack)) {
            times.remove(task);
        }
    }

    void take(RollbackEvent event) {
        if (event instanceof RollbackRequested e && e.failure() != null) {
            Map<String, Long> ofTask =
                    times.computeIfAbsent(e.failure().taskId().value(), task -> new HashMap<>());
            e.scope().checkpoints().forEach(target -> ofTask.merge(target.value(), 1L, Long::sum));
        } else if (event instanceof RollbackFailed e && e.failure() != null) {
            due.remove(e.failure().taskId().value(), e.failure().seq());
        }
    }

    void assertIndexAgrees(Reading reading, Iterable<String> checkpoints) {
        Map<String, Long> indexed = new HashMap<>();
        for (DueRollback failure : reading.dueRollbacks()) {
            indexed.put(failure.task(), failure.seq());
        }
        assertThat(indexed).as("rollbacks that are due").isEqualTo(due);
        times.forEach((task, ofTask) -> assertThat(reading.automaticRollbacks(task))
                .as("how often %s went back by itself", task)
                .isEqualTo(ofTask.values().stream().mapToLong(Long::longValue).sum()));
        times.forEach((task, ofTask) ->
                checkpoints.forEach(checkpoint -> assertThat(reading.automaticRollbacks(task, checkpoint))
                        .as("how often %s went back to %s by itself", task, checkpoint)
                        .isEqualTo(ofTask.getOrDefault(checkpoint, 0L))));
    }
}
