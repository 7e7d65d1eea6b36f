package dev.rollback.cli.checkpoints;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.Values;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Text;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code co checkpoints create}. */
@Command(name = "create", description = "Create a checkpoint of a task.")
@SuppressWarnings("NullAway.Init") // picocli sets the options
final class CheckpointsCreateCommand extends AnswerCommand {
    @Option(
            names = "--task-id",
            required = true,
            paramLabel = "T",
            completionCandidates = WordKind.TaskId.class,
            description = "Task id.")
    String taskId;

    @Option(names = "--phase", required = true, paramLabel = "P", description = "Phase of the work.")
    String phase;

    @Option(names = "--id", paramLabel = "cp-…", description = "Checkpoint id (default: generated).")
    @Nullable
    String id;

    @Option(names = "--step", paramLabel = "N", description = "Step number.")
    @Nullable
    Integer step;

    @Option(names = "--label", paramLabel = "L", description = "Short name for people.")
    @Nullable
    String label;

    @Option(
            names = "--description",
            paramLabel = "TEXT",
            completionCandidates = WordKind.TextOrFile.class,
            description = "Description for people.")
    @Nullable
    String description;

    @Option(
            names = "--data",
            paramLabel = "JSON",
            completionCandidates = WordKind.TextOrFile.class,
            description = "Replace the task's state data first; registers an unknown task.")
    @Nullable
    String data;

    @Option(names = "--metadata", paramLabel = "K=V", description = "Metadata to record with the checkpoint.")
    Map<String, String> metadata = Map.of();

    @Override
    protected void run() {
        Json state = data == null ? null : Values.json(session().surroundings(), data);
        String text = description == null ? null : value(description);
        CheckpointId made = checkpoints()
                .create(new CreateCheckpoint(new TaskId(taskId), newId(), phase, step, label, text, state, metadata));
        CheckpointView checkpoint =
                reader().checkpoint(new FindCheckpoint(made)).orElseThrow();
        output().one(
                        "checkpoint",
                        checkpoint,
                        made.value(),
                        () -> paper().line("%s: checkpoint of task %s".formatted(made, Text.line(taskId))));
    }

    private CheckpointId newId() {
        if (id != null) {
            return new CheckpointId(id);
        }
        return CheckpointId.ofRequest(globals().requestId());
    }
}
