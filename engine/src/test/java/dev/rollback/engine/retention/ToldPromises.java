package dev.rollback.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointEvent.CheckpointArchived;
import dev.rollback.api.CheckpointEvent.CheckpointHeld;
import dev.rollback.api.CheckpointEvent.CheckpointPruned;
import dev.rollback.api.CheckpointEvent.CheckpointReleased;
import dev.rollback.api.CheckpointEvent.SystemCheckpointCreated;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.store.Reading;
import dev.rollback.store.event.EventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is promised to be found, told by the log alone and by nothing of the engine's; on its way it holds every clean-up
 * against that. Leases are not in the log.
 */
final class ToldPromises {
    private final int historyLimit;
    private final Map<String, String> parents = new HashMap<>();
    private final Map<TaskId, String> newest = new HashMap<>();
    private final Set<String> failed = new HashSet<>();
    private final Set<String> held = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> offered = new LinkedHashSet<>();
    private final List<RollbackId> records = new ArrayList<>();
    private final Map<RollbackId, Set<String>> needs = new HashMap<>();
    private long position;
    private int cleanUps;

    ToldPromises(int historyLimit) {
        this.historyLimit = historyLimit;
    }

    void readOn(Reading reading) {
        reading.after(position, Integer.MAX_VALUE).forEach(stored -> {
            position = stored.position();
            take(EventCodec.read(stored));
        });
    }

    /** Those still offered, oldest first. */
    List<String> offered() {
        return List.copyOf(offered);
    }

    /** The rollbacks that the history shows and that did something. */
    List<RollbackId> shown() {
        return shownRecords().stream().filter(needs::containsKey).toList();
    }

    int cleanUps() {
        return cleanUps;
    }

    List<String> promised() {
        Set<String> promised = new LinkedHashSet<>(held);
        newest.values().forEach(checkpoint -> addLine(promised, checkpoint));
        shown().forEach(rollback -> promised.addAll(needs.getOrDefault(rollback, Set.of())));
        promised.retainAll(offered);
        return List.copyOf(promised);
    }

    private List<RollbackId> shownRecords() {
        return records.subList(Math.max(0, records.size() - historyLimit), records.size());
    }

    private void take(Object event) {
        if (event instanceof CheckpointCreated e) {
            String id = e.checkpointId().value();
            String before = newest.put(e.taskId(), id);
            parents.put(id, before);
            offered.add(id);
            if (e.status() == TaskStatus.FAILED) {
                failed.add(id);
            }
        } else if (event instanceof TaskRegistered e) {
            newest.remove(e.taskId());
        } else if (event instanceof TaskForked e) {
            newest.remove(e.taskId());
        } else if (event instanceof SystemCheckpointCreated e) {
            offered.add(e.checkpointId().value());
        } else if (event instanceof RollbackRequested e) {
            records.add(e.rollbackId());
            Set<String> targets = new HashSet<>();
            e.scope().checkpoints().forEach(target -> targets.add(target.value()));
            used.addAll(targets);
            needs.put(e.rollbackId(), targets);
        } else if (event instanceof RollbackFailed e) {
            records.add(e.rollbackId());
        } else if (event instanceof TaskRolledBack e) {
            addLine(needs.get(e.rollbackId()), newest.get(e.taskId()));
            CheckpointId current = e.currentCheckpoint();
            newest.put(e.taskId(), current == null ? null : current.value());
        } else if (event instanceof CheckpointHeld e) {
            held.add(e.checkpointId().value());
        } else if (event instanceof CheckpointReleased e) {
            held.remove(e.checkpointId().value());
        } else if (event instanceof CheckpointPruned e) {
            assertThat(used).doesNotContain(e.checkpointId().value());
            close(e.checkpointId());
        } else if (event instanceof CheckpointArchived e) {
            close(e.checkpointId());
        }
    }

    private void close(CheckpointId checkpoint) {
        assertThat(promised()).as("promised at %d", position).doesNotContain(checkpoint.value());
        offered.remove(checkpoint.value());
        cleanUps++;
    }

    /** The newest of a line, and the newest there to which a failure may go back. */
    private void addLine(Set<String> found, @Nullable String newestOfLine) {
        if (newestOfLine == null) {
            return;
        }
        found.add(newestOfLine);
        String next = newestOfLine;
        while (next != null && (failed.contains(next) || !offered.contains(next))) {
            next = parents.get(next);
        }
        if (next != null) {
            found.add(next);
        }
    }
}
