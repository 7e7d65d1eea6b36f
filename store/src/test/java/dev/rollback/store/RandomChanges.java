package dev.rollback.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.store.IndexChange.DependencyAdded;
import dev.rollback.store.IndexChange.DependencyRemoved;
import dev.rollback.store.IndexChange.LeaseEnded;
import dev.rollback.store.IndexChange.LeaseRenewed;
import dev.rollback.store.IndexChange.RollbackUndone;
import dev.rollback.store.IndexChange.SubtaskAdded;
import dev.rollback.store.IndexChange.SubtaskRemoved;
import dev.rollback.store.IndexChange.TaskMoved;
import dev.rollback.store.IndexReader.TaskHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Events of a few tasks, each with changes of the index and perhaps a snapshot, to be written as one unit or as many. */
final class RandomChanges {
    private static final List<String> TASKS = List.of("a", "b", "c", "d");

    private final List<Step> steps = new ArrayList<>();

    /** What is to be written with one event; {@code changes} are told the prefix of all names and the event's place. */
    private record Step(
            String task,
            boolean marker,
            @Nullable String snapshot,
            List<BiFunction<String, Integer, IndexChange>> changes) {}

    RandomChanges(long seed, int size) {
        Random random = new Random(seed);
        for (int n = 0; n < size; n++) {
            // no task begins with a marker
            String task = n < TASKS.size() ? TASKS.get(n) : any(random);
            boolean marker = n >= TASKS.size() && random.nextInt(4) == 0;
            String snapshot = random.nextInt(12) == 0 ? "snapshot " + n : null;
            List<BiFunction<String, Integer, IndexChange>> changes = new ArrayList<>();
            for (int more = random.nextInt(5); more > 0; more--) {
                changes.add(change(random, task));
            }
            steps.add(new Step(task, marker, snapshot, changes));
        }
    }

    private static String any(Random random) {
        return TASKS.get(random.nextInt(TASKS.size()));
    }

    private static BiFunction<String, Integer, IndexChange> change(Random random, String task) {
        String other = any(random);
        int number = random.nextInt(1_000);
        return switch (random.nextInt(7)) {
            case 0 -> (in, event) -> new DependencyAdded(in + task, in + other, event);
            case 1 -> (in, event) -> new DependencyRemoved(in + task, in + other, event);
            case 2 -> (in, event) -> new SubtaskAdded(in + task, in + other, event);
            case 3 -> (in, event) -> new SubtaskRemoved(in + task, in + other, event);
            case 4 -> (in, event) -> new LeaseRenewed(in + task, number, "w" + number, TestClock.START);
            case 5 -> (in, event) -> new LeaseEnded(in + task);
            default -> (in, event) -> new RollbackUndone(in + task, "by " + number, event);
        };
    }

    int size() {
        return steps.size();
    }

    List<AppendUnit> unitByUnit(String in) {
        List<AppendUnit> units = new ArrayList<>();
        Map<String, Long> seqs = new HashMap<>();
        for (Step step : steps) {
            long seq = seqs.merge(step.task(), 0L, (last, zero) -> last + 1);
            List<IndexChange> changes = new ArrayList<>();
            step.changes().forEach(change -> changes.add(change.apply(in, 0)));
            changes.add(moved(in, step.task(), seq, step.marker() ? null : 0));
            units.add(unit(List.of(event(in, step, seq)), changes, snapshots(in, step, seq)));
        }
        return units;
    }

    AppendUnit asOneUnit(String in) {
        List<NewEvent> events = new ArrayList<>();
        List<IndexChange> changes = new ArrayList<>();
        List<StoredSnapshot> snapshots = new ArrayList<>();
        Map<String, Long> seqs = new TreeMap<>();
        Map<String, Integer> changed = new HashMap<>();
        for (Step step : steps) {
            long seq = seqs.merge(step.task(), 0L, (last, zero) -> last + 1);
            int index = events.size();
            if (!step.marker()) {
                changed.put(step.task(), index);
            }
            events.add(event(in, step, seq));
            step.changes().forEach(change -> changes.add(change.apply(in, index)));
            snapshots.addAll(snapshots(in, step, seq));
        }
        seqs.forEach((task, seq) -> {
            changes.add(new TaskMoved(in + task, seq, "OVERWRITTEN", 0, "h", null));
            changes.add(moved(in, task, seq, changed.get(task)));
        });
        return unit(events, changes, snapshots);
    }

    private static AppendUnit unit(List<NewEvent> events, List<IndexChange> changes, List<StoredSnapshot> snapshots) {
        return new AppendUnit(events, List.of(), changes, snapshots, null, List.of());
    }

    private static TaskMoved moved(String in, String task, long seq, @Nullable Integer changed) {
        return new TaskMoved(in + task, seq, "RUNNING", seq, "hash of " + seq, changed);
    }

    private static NewEvent event(String in, Step step, long seq) {
        return Units.event("task/" + in + step.task(), seq, "x".repeat((int) seq));
    }

    private static List<StoredSnapshot> snapshots(String in, Step step, long seq) {
        String state = step.snapshot();
        return state == null
                ? List.of()
                : List.of(new StoredSnapshot("task/" + in + step.task(), seq, (byte) 0, state.getBytes(UTF_8)));
    }

    /** What the index says of these tasks, without the prefix and with positions counted from {@code origin}. */
    List<Object> index(Reading reading, String in, long origin) {
        List<Object> found = new ArrayList<>();
        for (String task : TASKS) {
            found.add(reading.task(in + task).map(head -> head(head, origin)));
            reading.dependenciesOf(in + task)
                    .forEach(edge -> found.add(edge(in, edge.task(), edge.on(), edge.since(), edge.until(), origin)));
            reading.subtasksOf(List.of(in + task)).stream()
                    .map(edge -> edge(in, edge.task(), edge.parent(), edge.since(), edge.until(), origin))
                    .sorted()
                    .forEach(found::add);
            found.add(reading.lease(in + task).map(lease -> lease.epoch() + lease.holder()));
            found.add(reading.undosOf(in + task));
            found.add(reading.nearest("task/" + in + task, Long.MAX_VALUE)
                    .map(snapshot -> new String(snapshot.state(), UTF_8)));
        }
        return found;
    }

    private static Object head(TaskHead head, long origin) {
        return new TaskHead(
                "",
                head.seq(),
                head.firstPosition() - origin,
                head.lastPosition() - origin,
                head.changedPosition() - origin,
                head.status(),
                head.epoch(),
                head.stateHash(),
                head.eventsSinceSnapshot(),
                head.bytesSinceSnapshot());
    }

    private static String edge(String in, String from, String to, long since, long until, long origin) {
        Optional<Long> end = until == Long.MAX_VALUE ? Optional.empty() : Optional.of(until - origin);
        return "%s to %s from %d until %s"
                .formatted(from.substring(in.length()), to.substring(in.length()), since - origin, end);
    }
}
