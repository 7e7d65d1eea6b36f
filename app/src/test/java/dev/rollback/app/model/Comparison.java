package dev.rollback.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointState;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.app.model.Document.Item;
import dev.rollback.app.model.Happening.BoardWentBack;
import dev.rollback.app.model.Happening.Marked;
import dev.rollback.app.model.Happening.MarkedAll;
import dev.rollback.app.model.Happening.OfCheckpoint;
import dev.rollback.app.model.Happening.OfTask;
import dev.rollback.app.model.Happening.RollbackDone;
import dev.rollback.app.model.Happening.RollbackRefused;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds what a subject shows against what the model shows. */
record Comparison(Story story, Subject subject) {

    /**
     * What a unit of work should have changed, or all there is to see.
     *
     * @param since where the log ended before it
     */
    void after(long since, boolean all) {
        same("the end of the log", story.head(), subject.head());
        List<Happening> unit = story.entries().stream()
                .filter(entry -> entry.position() > since)
                .map(Entry::what)
                .toList();
        tasks(story.tasks().stream()
                .filter(task -> all || unit.stream().anyMatch(what -> isOf(what, task)))
                .toList());
        if (all
                || hasOne(unit, Marked.class, MarkedAll.class, RollbackDone.class)
                || unit.stream().anyMatch(OfCheckpoint.class::isInstance)) {
            checkpoints();
        }
        if (all || hasOne(unit, RollbackDone.class, RollbackRefused.class)) {
            rollbacks();
        }
    }

    private static boolean hasOne(List<Happening> unit, Class<?>... kinds) {
        return unit.stream().anyMatch(what -> List.of(kinds).contains(what.getClass()));
    }

    private static boolean isOf(Happening what, TaskId task) {
        return what instanceof OfTask event && event.task().equals(task);
    }

    void atTheEnd() {
        after(story.head(), true);
        moment(story.head() / 2);
        document(subject.document());
    }

    void same(String what, @Nullable Object expected, @Nullable Object actual) {
        assertThat(actual).as(what).isEqualTo(expected);
    }

    static void refused(boolean planned, Set<RefusalCode> allowed, RefusedException refused) {
        assertThat(allowed)
                .as("refused: %s; %s", refused.getMessage(), planned ? "it may be planned, or refused" : "refused with")
                .contains(refused.code());
    }

    void refused(Set<RefusalCode> allowed, Supplier<Object> question) {
        try {
            Object answer = question.get();
            throw new AssertionError("expected a refusal %s, but there was an answer: %s".formatted(allowed, answer));
        } catch (RefusedException e) {
            refused(false, allowed, e);
        }
    }

    private void tasks(List<TaskId> tasks) {
        List<Seen.Task> expected = new Expected(story)
                .tasks().stream().filter(task -> tasks.contains(task.id())).toList();
        assertTasks("tasks", expected, subject.tasks(tasks));
    }

    /** How all was at a position, and what is not the same since. */
    void moment(long position) {
        long cut = story.cutAt(position);
        assertTasks("tasks at position " + position, new Expected(story).tasksAt(cut), subject.tasksAt(position));
        assertThat(subject.changedBetween(cut, story.head()))
                .as("changed between %d and now", cut)
                .containsExactlyInAnyOrderElementsOf(story.tasks().stream()
                        .filter(task -> !story.at(task, cut)
                                .content()
                                .equals(story.now(task).content()))
                        .toList());
        for (Seen.Task task : new Expected(story).tasksAt(cut)) {
            same("task after its event", inUnit(task), inUnit(subject.taskAfter(task.id(), task.seq())));
        }
    }

    private void assertTasks(String what, List<Seen.Task> expected, List<Seen.Task> actual) {
        assertThat(actual.stream().map(this::inUnit).toList())
                .as(what)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(this::inUnit).toList());
    }

    /** In which order a unit has its tasks is compared elsewhere. */
    private Seen.Task inUnit(Seen.Task task) {
        return new Seen.Task(
                task.id(),
                task.status(),
                task.epoch(),
                task.seq(),
                endOfUnit(task.position()),
                task.worked(),
                task.policy(),
                task.origin(),
                task.facts(),
                task.components());
    }

    private long endOfUnit(long position) {
        return position < 1 || position > story.head() ? -1 : story.endOfUnit(position);
    }

    private void checkpoints() {
        List<Seen.Checkpoint> expected = new Expected(story).checkpoints();
        List<Seen.Checkpoint> actual = subject.checkpoints();
        assertThat(actual.stream().map(one -> comparable(one, expected)).toList())
                .as("checkpoints")
                .isEqualTo(
                        expected.stream().map(one -> comparable(one, expected)).toList());
        same(
                "those that are offered",
                new Checkpoints(story).offered().stream().map(Marker::id).toList(),
                subject.offered());
    }

    private static Seen.Checkpoint comparable(Seen.Checkpoint checkpoint, List<Seen.Checkpoint> expected) {
        Seen.OwnCheckpoint own = checkpoint.own();
        if (own == null) {
            return checkpoint;
        }
        boolean known = expected.stream()
                .anyMatch(one -> one.id().equals(checkpoint.id())
                        && one.own() != null
                        && one.own().stateHash() != null);
        // Which of the two is said of a target of a failed task is not specified.
        boolean either = own.taskStatus() == TaskStatus.FAILED && checkpoint.state() == CheckpointState.RESTORED;
        return new Seen.Checkpoint(
                checkpoint.id(),
                checkpoint.position(),
                either ? CheckpointState.FAILED : checkpoint.state(),
                checkpoint.held(),
                new Seen.OwnCheckpoint(
                        own.task(),
                        own.taskStatus(),
                        own.onCurrentLine(),
                        own.parent(),
                        own.epoch(),
                        own.seq(),
                        known ? own.stateHash() : null));
    }

    private void rollbacks() {
        assertThat(subject.rollbacks().stream().map(Comparison::sorted).toList())
                .as("rollbacks")
                .isEqualTo(new Expected(story)
                        .rollbacks().stream().map(Comparison::sorted).toList());
    }

    private static Seen.Rollback sorted(Seen.Rollback rollback) {
        return new Seen.Rollback(
                rollback.id(),
                rollback.status(),
                rollback.reason(),
                rollback.failure(),
                rollback.code(),
                rollback.cut(),
                rollback.undoneBy(),
                rollback.tasks().stream()
                        .sorted(Comparator.comparing(part -> part.task().value()))
                        .toList());
    }

    /** @param expected null where it must be refused */
    void plan(@Nullable Plan expected, Set<RefusalCode> refusals, Seen.Plan actual) {
        assertThat(expected)
                .as("expected a refusal %s, but it was planned", refusals)
                .isNotNull();
        Plan plan = Objects.requireNonNull(expected);
        same("the plan's cut", plan.cut(), actual.cut());
        assertThat(actual.tasks()).as("the plan's tasks").containsExactlyInAnyOrderElementsOf(Expected.planned(plan));
        assertThat(actual.kept()).as("left alone").containsAll(plan.kept());
        if (plan.confirmation() != Certainty.OPEN) {
            same("needs a yes", plan.confirmation() == Certainty.YES, actual.needsConfirmation());
        }
        if (plan.scope().undoes() == null) {
            inOrder(actual.tasks().stream().map(Seen.Planned::task).toList(), plan.edges(story));
        }
    }

    /** Of the newest rollback. */
    void order(Edges edges) {
        inOrder(
                subject.rollbacks().get(0).tasks().stream()
                        .map(Seen.RolledBack::task)
                        .toList(),
                edges);
    }

    /** Every dependent goes before what it depends on, directly: who does so through others need not be looked for. */
    private static void inOrder(List<TaskId> order, Edges edges) {
        for (int earlier = 0; earlier < order.size(); earlier++) {
            for (int later = earlier + 1; later < order.size(); later++) {
                TaskId first = order.get(earlier);
                TaskId second = order.get(later);
                boolean wrong = edges.dependsOn(second, first) && !edges.reaches(first, second);
                assertThat(wrong)
                        .as("%s depends on %s, but the order is %s", second, first, order)
                        .isFalse();
            }
        }
    }

    /** As far as the model knows the document. */
    void document(@Nullable Json actual) {
        List<TaskId> existing =
                story.tasks().stream().filter(task -> story.now(task).exists()).toList();
        if (actual == null) {
            assertThat(existing).as("tasks of a store without a document").isEmpty();
            return;
        } else if (existing.stream().anyMatch(task -> story.now(task).facts().parent() != null)) {
            return;
        }
        Document document = Document.read(actual);
        assertThat(document.items())
                .as("tasks of the document")
                .extracting(Item::id)
                .containsExactlyInAnyOrderElementsOf(existing);
        document.items()
                .forEach(item -> same(
                        "the document's " + item.id(),
                        Fields.of(story.now(item.id()).facts()),
                        Fields.of(item)));
        Board board = new Boards(story).now();
        // What the order is after an import into a board that went back: the specification leaves it open.
        if (board != null && story.all(BoardWentBack.class).findAny().isEmpty()) {
            assertThat(document.items().stream()
                            .map(Item::id)
                            .filter(board.order()::contains)
                            .toList())
                    .as("order of the document")
                    .isEqualTo(board.order().stream().filter(existing::contains).toList());
        }
    }
}
