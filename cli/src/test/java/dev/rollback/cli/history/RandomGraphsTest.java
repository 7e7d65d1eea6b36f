package dev.rollback.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentName;
import dev.rollback.api.LogEntryView;
import dev.rollback.api.LogQuery.FindLog;
import dev.rollback.api.RollbackId;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskEvent.TaskWithdrawn;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import dev.rollback.cli.terminal.DrawnLines;
import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.engine.content.Changes;
import dev.rollback.engine.log.Log;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.event.Streams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a task goes through: its drawing has every event once, and says what folding says. */
class RandomGraphsTest {
    private static final int HISTORIES = 60;

    @TempDir
    Path folder;

    @Test
    void a_drawing_says_what_folding_says() {
        try (Store store = StoreKind.SQLITE.create(folder)) {
            for (int seed = 0; seed < HISTORIES; seed++) {
                Story story = new Story(store, new TaskId("t" + seed), new Random(seed));
                story.tell();
                List<LogEntryView> entries = new Log(store, new TaskStates(store))
                        .find(FindLog.of(story.taskId).withLimit(1_000))
                        .items();
                check("seed " + seed, story, entries);
            }
        }
    }

    private static void check(String seed, Story story, List<LogEntryView> entries) {
        List<TaskGraph.Line> lines = TaskGraph.of(entries);
        List<String> rows = lines.stream().map(line -> line.row().text()).toList();
        String as = seed + "\n" + String.join("\n", rows);
        long last = entries.size() - 1L;

        assertThat(lines).as(as).extracting(TaskGraph.Line::entry).isEqualTo(entries);
        assertThat(lines.stream()
                        .filter(TaskGraph.Line::current)
                        .map(line -> line.entry().seq()))
                .as("the leftmost line of " + as)
                .isEqualTo(story.lineOf(last));
        assertThat(lines.stream()
                        .filter(line -> line.row().text().contains("*"))
                        .map(line -> line.entry().checkpointId()))
                .as("current checkpoint of " + as)
                .isEqualTo(
                        story.state().currentCheckpoint() == null
                                ? List.of()
                                : List.of(story.state().currentCheckpoint()));
        assertThat(lines.stream()
                        .filter(line -> line.note().contains("left behind"))
                        .map(line -> line.entry().checkpointId()))
                .as("left behind in " + as)
                .containsExactlyInAnyOrderElementsOf(story.leftBehind());

        DrawnLines drawn = new DrawnLines(rows);
        for (int row = 0; row < rows.size(); row++) {
            long before = story.before(last - row);
            assertThat(drawn.from(row))
                    .as("row %d of %s", row, as)
                    .isEqualTo(before < 0 ? List.of() : List.of((int) (last - before)));
        }
        for (int some = 1; some <= entries.size(); some += 3) {
            assertThat(TaskGraph.of(entries.subList(0, some)))
                    .as("the newest %d of %s", some, as)
                    .isEqualTo(lines.subList(0, some));
        }
    }

    /** What happened to one task, and for each event the line that led to it, kept by hand. */
    private static final class Story {
        private final Store store;
        private final UnitOfEvents.Source units;
        private final TaskId taskId;
        private final Random random;
        private final List<TaskState> states = new ArrayList<>();
        private final List<List<Long>> lines = new ArrayList<>();
        private final List<Long> before = new ArrayList<>();
        private final Map<CheckpointId, @Nullable CheckpointId> parents = new HashMap<>();

        Story(Store store, TaskId taskId, Random random) {
            this.store = store;
            this.units = new UnitOfEvents.Source(store, new TaskStates(store), new EventSerializer());
            this.taskId = taskId;
            this.random = random;
        }

        void tell() {
            int length = 5 + random.nextInt(35);
            for (int seq = 0; seq < length; seq++) {
                add(next(seq), seq);
            }
        }

        TaskState state() {
            return states.isEmpty() ? TaskState.INITIAL : states.get(states.size() - 1);
        }

        /** Newest first. */
        List<Long> lineOf(long seq) {
            List<Long> line = new ArrayList<>(lines.get((int) seq));
            Collections.reverse(line);
            return line;
        }

        long before(long seq) {
            return before.get((int) seq);
        }

        /** As the view has it: whatever the current checkpoint's parents do not lead to. */
        Set<CheckpointId> leftBehind() {
            Set<CheckpointId> all = new HashSet<>(parents.keySet());
            for (CheckpointId on = state().currentCheckpoint(); on != null; on = parents.get(on)) {
                all.remove(on);
            }
            return all;
        }

        private TaskEvent next(int seq) {
            if (seq > 0 && random.nextInt(4) == 0) {
                return back(random.nextInt(seq + 1) - 1, seq);
            } else if (!state().exists()) {
                return new TaskRegistered(
                        taskId, "T", List.of(), null, TaskPolicy.DEFAULT, state().epoch(), SchemaVersion.FIRST);
            }
            if (random.nextInt(12) == 0) {
                return new TaskWithdrawn(taskId);
            }
            return random.nextInt(3) == 0
                    ? checkpoint(seq)
                    : new TaskUpdated(
                            taskId, List.of(ComponentChange.value(ComponentName.CACHE, Json.of(Map.of("n", seq)))));
        }

        private TaskEvent checkpoint(int seq) {
            CheckpointId id = new CheckpointId("cp-" + taskId + "-" + seq);
            parents.put(id, state().currentCheckpoint());
            return new CheckpointCreated(
                    taskId,
                    id,
                    "p",
                    null,
                    null,
                    null,
                    state().status(),
                    SchemaVersion.FIRST,
                    state().content().hash(),
                    state().currentCheckpoint(),
                    Map.of());
        }

        private TaskEvent back(int target, int seq) {
            TaskState then = target < 0 ? TaskState.INITIAL : states.get(target);
            return new TaskRolledBack(
                    taskId,
                    new RollbackId("rb-" + taskId + "-" + seq),
                    null,
                    target,
                    state().epoch() + 1,
                    Changes.between(state().content(), then.content()),
                    state().content().hash(),
                    then.content().hash(),
                    then.currentCheckpoint(),
                    null,
                    null,
                    SchemaVersion.FIRST,
                    null);
        }

        private void add(TaskEvent event, long seq) {
            units.writeAlone(List.of(new GenericDomainEventMessage<>("Task", Streams.of(taskId), seq, event)));
            states.add(state().evolve(event, seq));
            long from = event instanceof TaskRolledBack back
                    ? back.targetSeq()
                    : event instanceof TaskRegistered ? -1 : seq - 1;
            List<Long> line = new ArrayList<>(from < 0 ? List.of() : lines.get((int) from));
            line.add(seq);
            lines.add(line);
            before.add(from);
            assertThat(new TaskStates(store).head(taskId)).isEqualTo(state());
        }
    }
}
