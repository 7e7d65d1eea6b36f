package dev.rollback.cli.rollback;

import dev.rollback.api.ComponentName;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RollbackView.RolledBackTask;
import dev.rollback.api.TaskId;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.terminal.Labels;
import dev.rollback.cli.terminal.Table;
import dev.rollback.cli.terminal.Text;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The record of a rollback as facts. */
final class RecordText {
    private static final int MOST_NAMED = 3;
    private static final int MOST_TASKS = 10;

    private RecordText() {}

    static void print(CoCommand command, RollbackView record) {
        Table facts = Table.ofFacts()
                .fact("Rollback", record.rollbackId())
                .fact("Status", Labels.style(record.status()).of(record.status().name()))
                .fact("Undone by", record.undoneBy())
                .fact(names(record).size() > 1 ? "Tasks" : "Task", some(names(record), MOST_TASKS))
                .fact("Dragged", count(record, part -> part.draggedBy() != null))
                .fact("Retracted", some(record, RecordTasks::isRetracted))
                .fact("Preserved", orNull(Text.some(record.scope().preserve(), MOST_TASKS)));
        target(command, facts, record);
        facts.fact("Reason", record.note() + " (" + record.reason() + ")")
                .fact(
                        "By itself",
                        record.failure() == null
                                ? null
                                : "task %s failed at seq:%d"
                                        .formatted(
                                                record.failure().taskId(),
                                                record.failure().seq()))
                .fact("Error", record.error() == null ? null : record.error() + " (" + record.code() + ")")
                .fact(
                        "Compensated",
                        record.eventsCompensated() == null ? null : Text.count(record.eventsCompensated(), "event"))
                .fact("At", command.time(record.endedAt()) + (record.actor() == null ? "" : " by " + record.actor()))
                .fact("Position", record.position());
        record.metadata().forEach(facts::fact);
        facts.print(command.paper(), "");
    }

    /** The names of a few of its tasks. */
    static String tasks(RollbackView record) {
        return some(names(record), MOST_NAMED);
    }

    private static void target(CoCommand command, Table facts, RollbackView record) {
        RollbackScope scope = record.scope();
        boolean many = record.tasks().size() > 1;
        facts.fact(
                        scope.undoes() == null ? "To" : "Undoes",
                        scope.undoes() == null ? new TargetText(command).of(scope) : scope.undoes())
                .fact("Redoes", record.redoes())
                .fact("Moment", many ? moment(record) : null)
                .fact(
                        "Strategy",
                        scope.undoes() != null || scope.strategy() == RollbackStrategy.SELECTIVE
                                ? null
                                : scope.strategy())
                .fact("Components", components(scope.components()))
                .fact("Without", components(scope.excludedComponents()));
    }

    private static String moment(RollbackView record) {
        return record.cut() == null ? "mixed" : "position " + record.cut();
    }

    private static List<TaskId> names(RollbackView record) {
        return record.tasks().isEmpty()
                ? record.scope().tasks()
                : record.tasks().stream().map(RolledBackTask::taskId).toList();
    }

    private static @Nullable String some(RollbackView record, Predicate<RolledBackTask> which) {
        return orNull(Text.some(tasks(record, which), MOST_TASKS));
    }

    private static @Nullable String count(RollbackView record, Predicate<RolledBackTask> which) {
        int count = tasks(record, which).size();
        return count > MOST_TASKS ? Text.count(count, "task") : some(record, which);
    }

    private static List<TaskId> tasks(RollbackView record, Predicate<RolledBackTask> which) {
        return record.tasks().stream().filter(which).map(RolledBackTask::taskId).toList();
    }

    private static String some(List<TaskId> tasks, int most) {
        return tasks.isEmpty() ? "-" : Text.some(tasks, most);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String components(List<ComponentName> components) {
        return orNull(components.stream().map(ComponentName::value).collect(Collectors.joining(", ")));
    }
}
