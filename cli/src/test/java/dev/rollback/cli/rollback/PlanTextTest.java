package dev.rollback.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.Difference;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.AddedComponent;
import dev.rollback.api.RollbackPlan.LeftAlone;
import dev.rollback.api.RollbackPlan.PlannedPart;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.app.reader.Workers;
import dev.rollback.cli.terminal.Text;
import dev.rollback.cli.terminal.TextWriter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A plan as a person reads it. */
class PlanTextTest {
    private static final PlannedPart MASTER = new PlannedPart(
            "board", "master", 3, 2, Json.parse("{}"), "the order of its tasks, and what belongs to none");
    private static final String DIGEST = "a898f54de335".repeat(6).substring(0, 64);
    private static final RollbackScope CASCADE = RollbackScope.to(new CheckpointId("cp-before"))
            .withTasks(List.of(new TaskId("deploy")))
            .withStrategy(RollbackStrategy.CASCADE)
            .cascading();

    @Test
    void one_task_to_its_checkpoint_needs_no_more_words_than_that() {
        RollbackScope scope = RollbackScope.to(new CheckpointId("cp-before"))
                .withTasks(List.of(new TaskId("deploy")))
                .withStrategy(RollbackStrategy.SELECTIVE);
        assertThat(text(plan(scope, 3L, List.of(chosen())), false)).isEqualTo("""
                1 task goes back, 2 events compensated (to position 3, plan a898f54de335)

                  task:    deploy
                  to:      cp-before
                  status:  RUNNING → PENDING
                  events:  4 → 2
                    TASK_STATE /data/n  1  →  0
                """);
    }

    @Test
    void five_tasks_are_shown_with_all_that_changes() {
        List<TaskPlan> tasks = List.of(chosen(), dragged("page", "deploy"), dragged("mail", "page"), gone(), stopped());
        RollbackPlan plan = new RollbackPlan(
                CASCADE,
                "a cascade was asked for",
                5L,
                tasks,
                Map.of("board", List.of(MASTER)),
                List.of(left("docs", "docs"), left("index", "docs"), left("search", "docs")),
                List.of(),
                List.of("somebody works on task watch: its next write will be refused"),
                List.of("task docs is preserved, and depends on task hotfix, which will be gone"),
                DIGEST);
        assertThat(text(plan, false)).isEqualTo("""
                5 tasks and 1 board go back (4 dragged along, 1 retracted, 1 only stopped), 1 preserved, 2 kept because of that, 7 events compensated (one moment: position 5, plan a898f54de335)
                strategy:  CASCADE, because a cascade was asked for

                chosen: 1 task
                  task:    deploy
                  to:      cp-before
                  status:  RUNNING → PENDING
                  events:  4 → 2
                    TASK_STATE /data/n  1  →  0

                dragged along: 2 tasks
                  task:         page
                  with:         deploy
                  status:       PENDING
                  events:       3 → 1
                  left behind:  cp-page
                    TASK_STATE /data/n  1  →  0

                  task:         mail
                  with:         page
                  status:       PENDING
                  events:       3 → 1
                  left behind:  cp-mail
                    TASK_STATE /data/n  1  →  0

                retracted, not being there then: 1 task dragged along
                  task:    hotfix
                  with:    deploy
                  status:  PENDING → RETRACTED
                  events:  0 → (none)
                    TASK_STATE  {"title":"Hotfix"}  →  (none)

                only stopped, nothing having changed: 1 task dragged along
                  task:    watch
                  with:    deploy
                  status:  RUNNING
                  events:  1

                board master goes back too (events 3 → 2): the order of its tasks, and what belongs to none

                preserved: docs
                kept because docs is preserved: index, search
                warning: somebody works on task watch: its next write will be refused
                needs a yes: task docs is preserved, and depends on task hotfix, which will be gone
                """);
        assertThat(new PlanSummary(plan).question(Workers.NONE))
                .isEqualTo("Roll back 5 tasks and 1 board (1 retracted), leaving behind 7 events, 2 checkpoints?");
    }

    @Test
    void of_two_hundred_tasks_a_line_each_and_not_all_of_them() {
        RollbackPlan plan = plan(CASCADE, 5L, twoHundred());
        List<String> lines = text(plan, false).lines().toList();
        assertThat(lines)
                .hasSizeLessThan(60)
                .contains(
                        "200 tasks go back (199 dragged along), 400 events compensated (one moment: position 5, plan a898f54de335)",
                        "dragged along: 199 tasks",
                        "  TASK  WITH    STATUS   EVENTS  VALUES",
                        "  t-0   deploy  PENDING  3 → 1   1",
                        "  t-39  deploy  PENDING  3 → 1   1",
                        "  … and 159 more; --details shows them, -o json has all")
                .noneMatch(line -> line.contains("t-40"));
    }

    @Test
    void details_are_of_every_task_and_whole() {
        String text = text(plan(CASCADE, 5L, twoHundred()), true);
        assertThat(text).contains("task:         t-198", "    TASK_STATE /data/n\n      - 1\n      + 0\n");
        assertThat(text).doesNotContain("more");
    }

    @Test
    void a_table_fits_the_terminal() {
        List<TaskPlan> tasks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tasks.add(dragged("a-task-with-a-very-long-name-" + i, "another-task-with-a-very-long-name"));
        }
        RollbackPlan plan = plan(CASCADE, 5L, tasks);
        assertThat(print(plan, false, 70).lines().filter(line -> line.startsWith("  ")))
                .hasSize(21)
                .allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(70));
    }

    @Test
    void tasks_to_moments_of_their_own_say_to_which() {
        assertThat(text(plan(CASCADE, null, List.of(chosen(), dragged("page", "deploy"))), false))
                .contains("(mixed moments, plan", "to:      cp-before", "to:           position 5");
    }

    @Test
    void what_is_left_out_is_counted() {
        TaskPlan much = with(
                chosen(), IntStream.range(0, 60).mapToObj(PlanTextTest::value).toList(), 7);
        assertThat(text(plan(CASCADE, 5L, List.of(much)), false))
                .contains("/data/39", "… and 27 more; -o json has all")
                .doesNotContain("/data/40");
        TaskPlan known = with(chosen(), much.differences(), 0);
        assertThat(text(plan(CASCADE, 5L, List.of(known, stopped())), false))
                .contains("/data/9 ", "… and 50 more; --details shows them, -o json has all")
                .doesNotContain("/data/10");
        assertThat(text(plan(CASCADE, 5L, List.of(much)), true)).contains("/data/59", "… and 7 more; -o json has all");
    }

    @Test
    void what_goes_back_with_tasks_is_named_by_its_kind() {
        PlannedPart note = new PlannedPart("note", "readme", 4, -1, Json.parse("{}"), "its text");
        RollbackPlan plan = plan(CASCADE, 5L, List.of(chosen()), Map.of("board", List.of(), "note", List.of(note)));
        assertThat(text(plan, false)).contains("note readme goes back too (events 4 → (none)): its text");
        assertThat(new PlanSummary(plan).line()).startsWith("1 task and 1 note go back");
    }

    @Test
    void components_name_those_that_were_added_and_why() {
        RollbackScope scope = CASCADE.withComponents(List.of(new ComponentName("DATABASE")))
                .withoutComponents(List.of(new ComponentName("QUEUE")));
        RollbackPlan plan = new RollbackPlan(
                scope,
                "a cascade was asked for",
                5L,
                List.of(chosen()),
                Map.of(),
                List.of(),
                List.of(new AddedComponent(new ComponentName("CACHE"), new ComponentName("DATABASE"))),
                List.of(),
                List.of(),
                DIGEST);
        assertThat(text(plan, false))
                .contains("components:  DATABASE; CACHE too, because DATABASE needs it", "without:     QUEUE");
    }

    @Test
    void an_undo_says_what_it_undoes_and_who_moved_since() {
        RollbackScope scope = RollbackScope.undoing(new RollbackId("rb-1")).withStrategy(RollbackStrategy.SELECTIVE);
        RollbackPlan plan = new RollbackPlan(
                scope,
                "an undo takes exactly what was rolled back",
                5L,
                List.of(chosen(), stopped()),
                Map.of(),
                List.of(left("page", "page")),
                List.of(),
                List.of(),
                List.of(),
                DIGEST);
        assertThat(text(plan, false))
                .contains(
                        "1 left as it is",
                        "undoes:  rb-1: an undo takes exactly what was rolled back",
                        "brought back: 1 task",
                        "moved since, and left as it is: page")
                .doesNotContain("strategy");
    }

    private static List<TaskPlan> twoHundred() {
        List<TaskPlan> tasks = new ArrayList<>(List.of(chosen()));
        for (int i = 0; i < 199; i++) {
            tasks.add(dragged("t-" + i, "deploy"));
        }
        return tasks;
    }

    private static RollbackPlan plan(RollbackScope scope, @Nullable Long cut, List<TaskPlan> tasks) {
        return plan(scope, cut, tasks, Map.of());
    }

    private static RollbackPlan plan(
            RollbackScope scope, @Nullable Long cut, List<TaskPlan> tasks, Map<String, List<PlannedPart>> others) {
        return new RollbackPlan(
                scope,
                "a cascade was asked for",
                cut,
                tasks,
                others,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                DIGEST);
    }

    private static TaskPlan chosen() {
        return task("deploy", null, "cp-before", 4, 2, TaskStatus.RUNNING, TaskStatus.PENDING, "a", "b", value("n"));
    }

    private static TaskPlan dragged(String id, String by) {
        TaskPlan task = task(id, by, null, 3, 1, TaskStatus.PENDING, TaskStatus.PENDING, "a", "b", value("n"));
        return lost(task, "cp-" + id);
    }

    private static TaskPlan gone() {
        Difference all = new Difference(ComponentName.TASK_STATE, "", Json.parse("{\"title\":\"Hotfix\"}"), null);
        return task("hotfix", "deploy", null, 0, -1, TaskStatus.PENDING, TaskStatus.RETRACTED, "a", "b", all);
    }

    private static TaskPlan stopped() {
        return task("watch", "deploy", null, 1, 1, TaskStatus.RUNNING, TaskStatus.RUNNING, "a", "a");
    }

    private static Difference value(Object name) {
        return new Difference(ComponentName.TASK_STATE, "/data/" + name, Json.of(1), Json.of(0));
    }

    private static LeftAlone left(String task, String because) {
        return new LeftAlone(new TaskId(task), new TaskId(because));
    }

    private static TaskPlan task(
            String id,
            @Nullable String by,
            @Nullable String checkpoint,
            long seq,
            long target,
            TaskStatus now,
            TaskStatus then,
            String hash,
            String targetHash,
            Difference... differences) {
        return new TaskPlan(
                new TaskId(id),
                by == null ? null : new TaskId(by),
                checkpoint == null ? null : new CheckpointId(checkpoint),
                5,
                seq,
                target,
                0,
                now,
                then,
                false,
                hash,
                targetHash,
                List.of(differences),
                0,
                seq - target,
                List.of());
    }

    private static TaskPlan with(TaskPlan task, List<Difference> differences, int more) {
        return changed(task, differences, more, task.lostCheckpoints());
    }

    private static TaskPlan lost(TaskPlan task, String checkpoint) {
        return changed(task, task.differences(), 0, List.of(new CheckpointId(checkpoint)));
    }

    private static TaskPlan changed(TaskPlan t, List<Difference> differences, int more, List<CheckpointId> lost) {
        return new TaskPlan(
                t.taskId(),
                t.draggedBy(),
                t.checkpointId(),
                t.cut(),
                t.seq(),
                t.targetSeq(),
                t.epoch(),
                t.status(),
                t.targetStatus(),
                t.worked(),
                t.stateHash(),
                t.targetHash(),
                differences,
                more,
                t.lostEvents(),
                lost);
    }

    private static String text(RollbackPlan plan, boolean details) {
        return print(plan, details, 0);
    }

    private static String print(RollbackPlan plan, boolean details, int columns) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TextWriter paper = new TextWriter(new PrintStream(out, true, StandardCharsets.UTF_8), columns, false);
        new PlanText(plan, details).print(paper);
        return out.toString(StandardCharsets.UTF_8);
    }
}
