package dev.rollback.cli.command;

import dev.rollback.api.DocumentView;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RollbackView.RolledBackTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.app.reader.DocumentReader;
import dev.rollback.app.reader.Workers;
import dev.rollback.cli.terminal.ShellText;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person does after a rollback. */
public final class NextSteps {
    private static final int MOST_NAMED = 3;
    private static final int MOST_RUNNING = 10_000;

    private NextSteps() {}

    public static void print(CoCommand command, RollbackView record, Workers workers) {
        WorkersText.tell(workers, command.aside());
        try {
            startAgain(command, record);
            exportAgain(command);
        } catch (RefusedException e) {
            // The rollback is done, whatever is wrong with the rest of the store.
            command.warn(RemedyText.with(e));
        }
        command.aside().line("To take this back: co rollback undo %s".formatted(record.rollbackId()));
    }

    private static void startAgain(CoCommand command, RollbackView record) {
        FindTasks running = new FindTasks(TaskStatus.RUNNING, null, PageRequest.first(MOST_RUNNING));
        Set<TaskId> all = command.reader().tasksWithoutContent(running).items().stream()
                .filter(task -> !task.workedOn())
                .map(TaskView::taskId)
                .collect(Collectors.toSet());
        List<TaskId> tasks = record.tasks().stream()
                .map(RolledBackTask::taskId)
                .filter(all::contains)
                .toList();
        tasks.stream()
                .limit(MOST_NAMED)
                .forEach(task -> command.aside()
                        .line("Task %s is RUNNING again and nobody works on it: co tasks start %s"
                                .formatted(task, ShellText.operand(task.value()))));
        if (tasks.size() > MOST_NAMED) {
            command.aside()
                    .line("… and so are %d more: co tasks list --status running".formatted(tasks.size() - MOST_NAMED));
        }
    }

    private static void exportAgain(CoCommand command) {
        DocumentReader documents = command.reader().documents();
        DocumentView now = documents.present();
        DocumentView last = documents.last();
        boolean otherText =
                now.text() != null && last.text() != null && !now.text().equals(last.text());
        boolean same = Objects.equals(now.document(), last.document()) && !otherText;
        if (last.document() != null && last.source() != null && !same) {
            command.aside()
                    .line("The imported file no longer says what the store says: co export --out %s"
                            .formatted(ShellText.file(shown(command, last.source()))));
        }
    }

    public static String shown(CoCommand command, String source) {
        Path directory = command.session().surroundings().directory();
        Path file = Path.of(source);
        return file.isAbsolute() && file.startsWith(directory)
                ? directory.relativize(file).toString()
                : source;
    }
}
