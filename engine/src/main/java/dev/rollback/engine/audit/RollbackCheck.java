package dev.rollback.engine.audit;

import static dev.rollback.api.audit.AuditCheck.ROLLBACKS;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent.MigratedFrom;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskFailure;
import dev.rollback.engine.task.TaskState;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether one task's rollbacks brought back what they said, and nothing else. */
final class RollbackCheck {
    private final Findings findings;
    private final Rollbacks rollbacks;
    private final Map<Long, Integer> wanted = new HashMap<>();
    private final Map<Long, Moment> moments = new HashMap<>();
    private @Nullable Moment newest;

    /** @param targets the moments to which the task's rollbacks go, by seq; more than once where several do */
    RollbackCheck(Findings findings, Rollbacks rollbacks, List<Long> targets) {
        this.findings = findings;
        this.rollbacks = rollbacks;
        targets.forEach(target -> wanted.merge(target, 1, Integer::sum));
        keep(new Moment(TaskState.INITIAL, 0));
    }

    /** The task at one moment, and from which position to which it was so. */
    private static final class Moment {
        private final TaskState state;
        private final long position;
        private long until = Long.MAX_VALUE;

        Moment(TaskState state, long position) {
            this.state = state;
            this.position = position;
        }

        boolean isAt(long cut) {
            return position <= cut && cut < until;
        }
    }

    /** The task is so right after {@code stored}. */
    void passed(StoredEvent stored, TaskState after) {
        if (newest != null) {
            newest.until = stored.position();
        }
        keep(new Moment(after, stored.position()));
    }

    private void keep(Moment moment) {
        newest = moment;
        if (wanted.containsKey(moment.state.seq())) {
            moments.put(moment.state.seq(), moment);
        }
    }

    void check(StoredEvent stored, TaskRolledBack event, TaskState before, TaskState after) {
        if (newest != null) {
            newest.until = stored.position();
        }
        requireHash(stored, "before it", event.hashBefore(), before);
        requireHash(stored, "after it", event.hashAfter(), after);
        Moment target = moments.get(event.targetSeq());
        if (target == null) {
            findings.diverges(ROLLBACKS, stored, "it goes to event %d, which is not before it", event.targetSeq());
            return;
        }
        restored(stored, event, before.content(), target.state.content(), after.content());
        versions(stored, event, before, target.state, after);
        CheckpointId line = event.components() == null ? target.state.currentCheckpoint() : before.currentCheckpoint();
        if (!Objects.equals(line, event.currentCheckpoint())) {
            findings.diverges(
                    ROLLBACKS,
                    stored,
                    "it says that the task's line ends with checkpoint %s, but that is %s",
                    event.currentCheckpoint(),
                    line);
        }
        asked(stored, event, target);
        if (wanted.merge(event.targetSeq(), -1, Integer::sum) == 0) {
            moments.remove(event.targetSeq());
        }
    }

    private void requireHash(StoredEvent stored, String when, String said, TaskState state) {
        String hash = state.content().hash();
        if (!said.equals(hash)) {
            findings.diverges(ROLLBACKS, stored, "it says that the hash %s is %s, but it is %s", when, said, hash);
        }
    }

    private void restored(
            StoredEvent stored, TaskRolledBack event, TaskContent before, TaskContent target, TaskContent after) {
        Set<ComponentName> names = new TreeSet<>(before.components().keySet());
        names.addAll(target.components().keySet());
        names.addAll(after.components().keySet());
        for (ComponentName name : names) {
            boolean goesBack = event.components() == null || event.components().contains(name);
            if (goesBack && event.migratedFrom() != null) {
                continue; // what a migration made of it is in the event's hash
            }
            TaskContent source = goesBack ? target : before;
            if (!Objects.equals(
                    after.components().get(name), source.components().get(name))) {
                findings.diverges(
                        ROLLBACKS,
                        stored,
                        goesBack
                                ? "%s is not what it was at event %d, to which it went back"
                                : "%s was to stay as it was, and did not",
                        name,
                        event.targetSeq());
            }
        }
    }

    private void versions(
            StoredEvent stored, TaskRolledBack event, TaskState before, TaskState target, TaskState after) {
        MigratedFrom migrated = event.migratedFrom();
        boolean all = event.components() == null;
        if (migrated != null) {
            if (!MigrationCheck.isOf(migrated, target)) {
                findings.diverges(ROLLBACKS, stored, "it says that it migrated another state than its target");
            }
            if (event.schemaVersion().major() <= migrated.schemaVersion().major()) {
                findings.diverges(
                        ROLLBACKS,
                        stored,
                        "it says that it migrated to version %s, which is no later one",
                        event.schemaVersion());
            }
            List<ComponentName> components = event.components();
            boolean ofTask = components == null || components.contains(ComponentName.TASK_STATE);
            if (ofTask && !MigrationCheck.leavesAllButData(target.content(), after.content())) {
                findings.diverges(ROLLBACKS, stored, "its migration changed more than the task's data");
            }
            return;
        }
        TaskState source = all || before.content().components().isEmpty() ? target : before;
        boolean empty = source.content().components().isEmpty();
        if (!empty && !event.schemaVersion().equals(source.schemaVersion())) {
            findings.diverges(
                    ROLLBACKS,
                    stored,
                    "it says that the task's data is in version %s, but it is in %s",
                    event.schemaVersion(),
                    source.schemaVersion());
        }
    }

    private void asked(StoredEvent stored, TaskRolledBack event, Moment target) {
        RollbackRequested request = rollbacks.find(event.rollbackId()).orElse(null);
        if (request == null) {
            findings.diverges(ROLLBACKS, stored, "nobody asked for rollback %s", event.rollbackId());
        } else if (request.scope().preserve().contains(event.taskId())) {
            findings.diverges(ROLLBACKS, stored, "rollback %s was to preserve this task", event.rollbackId());
        } else if (request.cut() != null && !target.isAt(request.cut())) {
            findings.diverges(
                    ROLLBACKS,
                    stored,
                    "it goes to event %d, but at position %d, to which rollback %s goes, the task stood elsewhere",
                    event.targetSeq(),
                    request.cut(),
                    event.rollbackId());
        }
    }

    /** The targets of a rollback that nobody asked for but this task's failure. */
    Optional<List<CheckpointId>> failureAnswered(StoredEvent stored, TaskRolledBack event) {
        return rollbacks
                .find(event.rollbackId())
                .filter(request -> {
                    TaskFailure failure = request.failure();
                    return failure != null && failure.taskId().equals(event.taskId());
                })
                .map(request -> request.scope().checkpoints());
    }

    /** The rollback's event in a form that can be asked for its target. */
    static long targetOf(StoredEvent stored) {
        return EventCodec.read(stored) instanceof TaskRolledBack event ? event.targetSeq() : -1;
    }
}
