package dev.rollback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.CheckpointEvent.CheckpointArchived;
import dev.rollback.api.CheckpointEvent.CheckpointHeld;
import dev.rollback.api.CheckpointEvent.CheckpointPruned;
import dev.rollback.api.CheckpointEvent.CheckpointReleased;
import dev.rollback.api.CheckpointEvent.SystemCheckpointCreated;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RollbackEvent;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.engine.task.TaskState;
import dev.rollback.store.HashChain;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.CheckpointMarks;
import dev.rollback.store.IndexReader.Dependency;
import dev.rollback.store.IndexReader.RequestEntry;
import dev.rollback.store.IndexReader.Subtask;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.EventNames;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log from its first event and keeps, without snapshots and index, what the index should say: to hold the
 * store's own against.
 */
public final class LogWalk {
    /** Traces of what was not done: the request may be sent again. */
    private static final Set<String> REFUSED = Set.of("rollback.RollbackFailed", "refusal.StaleWorkRefused");

    private static final String SYSTEM_CHECKPOINT = EventNames.nameOf(SystemCheckpointCreated.class);

    private final AutomaticWalk automatic = new AutomaticWalk();
    private final Map<String, Seen> tasks = new TreeMap<>();
    private final Map<String, CheckpointEntry> checkpoints = new HashMap<>();
    private final Map<String, RequestEntry> requests = new HashMap<>();
    private final Set<String> rollbacks = new HashSet<>();
    private final Map<String, List<String>> undos = new HashMap<>();
    private final Set<String> parents = new HashSet<>();
    private final Map<String, Long> ends = new HashMap<>();
    private long position;
    private byte[] hash = HashChain.start();

    /** Goes on to {@code until}, or to the end; positions, seqs, units and hashes are checked on the way. */
    public LogWalk to(Reading reading, long until) {
        while (position < until) {
            List<StoredEvent> some = reading.after(position, (int) Math.min(1000, until - position));
            if (some.isEmpty()) {
                return this;
            }
            some.forEach(this::take);
        }
        return this;
    }

    public long position() {
        return position;
    }

    /** The state hash of every task seen so far. */
    public Map<String, String> stateHashes() {
        Map<String, String> hashes = new TreeMap<>();
        tasks.forEach((task, seen) -> hashes.put(task, seen.state.content().hash()));
        return hashes;
    }

    /** How often each request id stands in the log, by unit. */
    public Map<String, RequestEntry> requests() {
        return requests;
    }

    /** To be asked at the end of the log. */
    public void assertIndexAgrees(Reading reading) {
        assertThat(reading.head().position()).isEqualTo(position);
        assertThat(reading.head().hash()).isEqualTo(hash);
        List<TaskHead> heads = reading.tasks();
        assertThat(heads).extracting(TaskHead::task).containsExactlyInAnyOrderElementsOf(tasks.keySet());
        heads.forEach(head -> assertAgrees(reading, head, tasks.get(head.task())));
        checkpoints.forEach((id, entry) -> assertThat(reading.checkpoint(id)).contains(entry));
        assertThat(reading.checkpointsStartingWith("", Integer.MAX_VALUE)).hasSameSizeAs(checkpoints.keySet());
        requests.forEach((id, entry) -> assertThat(reading.request(id)).contains(entry));
        rollbacks.forEach(id ->
                assertThat(reading.undosOf(id)).as("undos of %s", id).isEqualTo(undos.getOrDefault(id, List.of())));
        assertThat(reading.subtasksOf(parents)).containsExactlyInAnyOrderElementsOf(subtasks());
        assertThat(reading.hasIndexGap("subtask")).isFalse();
        automatic.assertIndexAgrees(reading, checkpoints.keySet());
    }

    private List<Subtask> subtasks() {
        return tasks.values().stream().flatMap(seen -> seen.parents.stream()).toList();
    }

    private void assertAgrees(Reading reading, TaskHead head, Seen seen) {
        assertThat(head.seq()).isEqualTo(seen.state.seq());
        assertThat(head.firstPosition()).isEqualTo(seen.first);
        assertThat(head.lastPosition()).isEqualTo(seen.last);
        assertThat(head.changedPosition())
                .as("newest change of %s", head.task())
                .isEqualTo(seen.changed);
        assertThat(head.status()).isEqualTo(seen.state.status().name());
        assertThat(head.epoch()).isEqualTo(seen.state.epoch());
        assertThat(head.stateHash()).isEqualTo(seen.state.content().hash());
        assertThat(reading.dependenciesOf(head.task())).containsExactlyInAnyOrderElementsOf(seen.edges);
    }

    private void take(StoredEvent event) {
        hash = HashChain.next(hash, event);
        assertThat(event.position()).isEqualTo(++position);
        assertThat(event.hash()).as("hash of %d", position).isEqualTo(hash);
        assertThat(event.seq()).isEqualTo(ends.merge(event.stream(), 0L, (end, zero) -> end + 1));
        Map<String, Object> metadata = EventCodec.metadata(event);
        if (!REFUSED.contains(event.name()) && metadata.get(MetadataKeys.REQUEST_ID) instanceof String id) {
            remember(id, event, metadata.get(EventCodec.REQUEST_BODY));
        }
        if (Streams.isTask(event.stream())) {
            take(event, (TaskEvent) EventCodec.read(event));
        }
        if (SYSTEM_CHECKPOINT.equals(event.name())) {
            String id = ((SystemCheckpointCreated) EventCodec.read(event))
                    .checkpointId()
                    .value();
            checkpoints.put(
                    id, new CheckpointEntry(id, CheckpointEntry.EVERYTHING, event.seq(), event.position(), false));
        }
        if (event.name().startsWith("rollback.")) {
            take((RollbackEvent) EventCodec.read(event));
        }
        if (event.name().startsWith("checkpoint.")) {
            mark((CheckpointEvent) EventCodec.read(event));
        }
    }

    private void mark(CheckpointEvent event) {
        if (event instanceof CheckpointHeld) {
            mark(event, marks -> new CheckpointMarks(marks.lastUsed(), true, marks.archived(), marks.pruned()));
        } else if (event instanceof CheckpointReleased) {
            mark(event, marks -> new CheckpointMarks(marks.lastUsed(), false, marks.archived(), marks.pruned()));
        } else if (event instanceof CheckpointArchived) {
            mark(event, marks -> new CheckpointMarks(marks.lastUsed(), marks.held(), true, false));
        } else if (event instanceof CheckpointPruned) {
            mark(event, marks -> new CheckpointMarks(marks.lastUsed(), marks.held(), false, true));
        }
    }

    private void mark(CheckpointEvent event, UnaryOperator<CheckpointMarks> change) {
        mark(event.checkpointId(), change);
    }

    private void mark(CheckpointId checkpoint, UnaryOperator<CheckpointMarks> change) {
        checkpoints.computeIfPresent(
                checkpoint.value(),
                (id, entry) -> new CheckpointEntry(
                        id, entry.task(), entry.seq(), entry.position(), entry.failed(), change.apply(entry.marks())));
    }

    private void take(RollbackEvent event) {
        automatic.take(event);
        if (event instanceof RollbackRequested requested) {
            take(requested);
        }
    }

    private void take(RollbackRequested requested) {
        requested
                .scope()
                .checkpoints()
                .forEach(target -> mark(
                        target,
                        marks -> new CheckpointMarks(position, marks.held(), marks.archived(), marks.pruned())));
        rollbacks.add(requested.rollbackId().value());
        RollbackId undone = requested.scope().undoes();
        if (undone != null) {
            rollbacks.add(undone.value());
            undos.computeIfAbsent(undone.value(), any -> new ArrayList<>())
                    .add(0, requested.rollbackId().value());
        }
    }

    private void remember(String id, StoredEvent event, @Nullable Object body) {
        RequestEntry known = requests.get(id);
        assertThat(known == null || known.first() == event.unit())
                .as("request %s has one unit", id)
                .isTrue();
        String hash = body instanceof String text ? text : known == null ? "" : known.bodyHash();
        requests.put(id, new RequestEntry(id, hash, event.unit(), event.position()));
    }

    private void take(StoredEvent stored, TaskEvent event) {
        TaskId taskId = Streams.taskOf(stored.stream());
        Seen seen = tasks.computeIfAbsent(taskId.value(), task -> new Seen(stored.position()));
        TaskState before = seen.state;
        seen.state = before.evolve(event, stored.seq());
        seen.last = stored.position();
        seen.moveEdges(taskId.value(), dependsOn(before), dependsOn(seen.state), stored.position());
        seen.moveParent(taskId.value(), parent(before), parent(seen.state), stored.position());
        parent(seen.state).ifPresent(parents::add);
        automatic.take(event, before, seen.state);
        if (!event.isMarker()) {
            seen.changed = stored.position();
        }
        if (event instanceof CheckpointCreated e) {
            checkpoints.put(
                    e.checkpointId().value(),
                    new CheckpointEntry(
                            e.checkpointId().value(),
                            taskId.value(),
                            stored.seq(),
                            stored.position(),
                            e.status() == TaskStatus.FAILED));
        }
    }

    private static Set<TaskId> dependsOn(TaskState state) {
        var content = state.content().taskState();
        return content == null || !content.status().exists() ? Set.of() : new HashSet<>(content.dependsOn());
    }

    private static Optional<String> parent(TaskState state) {
        return Optional.ofNullable(state.content().taskState())
                .filter(content -> content.status().exists())
                .map(TaskStateContent::parent)
                .map(TaskId::value);
    }

    private static final class Seen {
        private final long first;
        private final List<Dependency> edges = new ArrayList<>();
        private final List<Subtask> parents = new ArrayList<>();
        private TaskState state = TaskState.INITIAL;
        private long last;
        private long changed;

        Seen(long first) {
            this.first = first;
        }

        void moveEdges(String task, Set<TaskId> before, Set<TaskId> after, long position) {
            for (TaskId gone : before) {
                if (!after.contains(gone)) {
                    edges.replaceAll(edge -> edge.on().equals(gone.value()) && edge.until() == Long.MAX_VALUE
                            ? new Dependency(task, edge.on(), edge.since(), position)
                            : edge);
                }
            }
            for (TaskId made : after) {
                if (!before.contains(made)) {
                    edges.add(new Dependency(task, made.value(), position, Long.MAX_VALUE));
                }
            }
        }

        void moveParent(String task, Optional<String> before, Optional<String> after, long position) {
            if (before.equals(after)) {
                return;
            }
            before.ifPresent(gone -> {
                Subtask ended = parents.remove(parents.size() - 1);
                parents.add(new Subtask(task, gone, ended.since(), position));
            });
            after.ifPresent(made -> parents.add(new Subtask(task, made, position, Long.MAX_VALUE)));
        }
    }
}
