package dev.rollback.app.cli;

import dev.rollback.api.BoardQuery.FindDocument;
import dev.rollback.api.BoardQuery.FindLastDocument;
import dev.rollback.api.DocumentView;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RollbackView.RolledBackTask;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskStatus;
import dev.rollback.engine.board.BoardDocuments;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** What a person does after a rollback. */
final class NextSteps {
    private NextSteps() {}

    static void print(CoCommand command, RollbackView record, Map<String, String> workers) {
        workers.forEach((task, worker) -> command.aside()
                .line("%s was working on task %s: what still comes from there with the old epoch is refused."
                        .formatted(worker, task)));
        for (RolledBackTask part : record.tasks()) {
            boolean running = command.views().task(new FindTask(part.taskId())).stream()
                    .anyMatch(task -> task.status() == TaskStatus.RUNNING);
            if (running) {
                command.aside()
                        .line("Task %s is RUNNING again and nobody works on it: co tasks start %s"
                                .formatted(part.taskId(), part.taskId()));
            }
        }
        BoardDocuments documents = command.session().documents();
        DocumentView now = documents.find(new FindDocument());
        DocumentView last = documents.find(new FindLastDocument());
        if (last.document() != null && last.source() != null && !Objects.equals(now.document(), last.document())) {
            command.aside()
                    .line("The imported file no longer says what the store says: co export --out %s"
                            .formatted(shown(command, last.source())));
        }
    }

    static String shown(CoCommand command, String source) {
        Path directory = command.session().surroundings().directory();
        Path file = Path.of(source);
        return file.isAbsolute() && file.startsWith(directory)
                ? directory.relativize(file).toString()
                : source;
    }
}
