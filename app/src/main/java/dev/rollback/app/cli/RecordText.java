package dev.rollback.app.cli;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RollbackView.RolledBackTask;
import dev.rollback.api.TaskId;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The record of a rollback as facts. */
final class RecordText {
    private RecordText() {}

    static void print(CoCommand command, RollbackView record) {
        Table facts = Table.ofFacts()
                .fact("Rollback", record.rollbackId())
                .fact("Status", Labels.style(record.status()).of(record.status().name()))
                .fact("Task", tasks(record))
                .fact("To", checkpoints(record))
                .fact("Reason", record.note() + " (" + record.reason() + ")")
                .fact("Error", record.error() == null ? null : record.error() + " (" + record.code() + ")")
                .fact(
                        "Compensated",
                        record.eventsCompensated() == null ? null : Text.count(record.eventsCompensated(), "event"))
                .fact("At", command.time(record.endedAt()) + (record.actor() == null ? "" : " by " + record.actor()))
                .fact("Position", record.position());
        record.metadata().forEach(facts::fact);
        facts.print(command.paper(), "");
    }

    static String tasks(RollbackView record) {
        Stream<TaskId> tasks = record.tasks().isEmpty()
                ? record.scope().tasks().stream()
                : record.tasks().stream().map(RolledBackTask::taskId);
        String text = tasks.map(TaskId::value).collect(Collectors.joining(", "));
        return text.isEmpty() ? "-" : text;
    }

    static String checkpoints(RollbackView record) {
        return record.scope().checkpoints().stream().map(CheckpointId::value).collect(Collectors.joining(", "));
    }
}
