package dev.rollback.app.cli;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBackTask;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskId;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code co rollback}. */
@Command(
        name = "rollback",
        description = "Bring a task back to a checkpoint: shows what is lost, asks, and does it.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {RollbackHistoryCommand.class, RollbackShowCommand.class})
final class RollbackCommand extends CoCommand {
    @Option(names = "--checkpoint-id", paramLabel = "ID", description = "The checkpoint, its beginning, or @latest.")
    @Nullable
    String checkpointId;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, as a person reads it.")
    @Nullable
    String reason;

    @Option(names = "--cause", paramLabel = "CAUSE", description = "${COMPLETION-CANDIDATES}")
    RollbackReason cause = RollbackReason.MANUAL;

    @Option(names = "--task-id", paramLabel = "T", description = "Must be the checkpoint's task.")
    @Nullable
    String taskId;

    @Option(names = "--metadata", paramLabel = "K=V", description = "Facts to keep with the record.")
    Map<String, String> metadata = Map.of();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    boolean yes;

    @Option(names = "--dry-run", description = "Only show what it would do.")
    boolean dryRun;

    @Option(names = "--force", description = "Accept a checkpoint of a failed task.")
    boolean force;

    @Override
    void run() throws IOException {
        CheckpointId target = ids().checkpoint(required(checkpointId, "--checkpoint-id=ID"));
        TaskId task = taskId == null ? null : new TaskId(taskId);
        if (dryRun) {
            RollbackPlan plan = rollbacks().plan(target, task, force);
            output().one("plan", plan, target.value(), () -> new PlanText(plan).print(out()));
            return;
        }
        String note = value(required(reason, "--reason=TEXT"));
        RollBackTask command = new RollBackTask(newId(), target, task, cause, note, metadata, force);
        if (!yes) {
            showAndAsk(target, task);
        }
        RollbackView record = rollbacks().rollBack(command);
        output().one("rollback", record, record.rollbackId().value(), () -> RecordText.print(this, record));
        NextSteps.print(this, record);
    }

    private void showAndAsk(CheckpointId target, @Nullable TaskId task) throws IOException {
        try {
            RollbackPlan plan = rollbacks().plan(target, task, force);
            new PlanText(plan).print(err());
        } catch (RefusedException refused) {
            if (!session().surroundings().terminal()) {
                throw refused;
            }
            // A person who asked for it gets the refusal that leaves its record.
            return;
        }
        Question.confirm(session().surroundings(), "Roll back?");
    }

    private RollbackId newId() {
        return co().requestId == null ? RollbackId.random() : RollbackId.ofRequest(co().requestId);
    }

    private String required(@Nullable String value, String option) {
        if (value == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '%s'".formatted(option));
        }
        return value;
    }
}
