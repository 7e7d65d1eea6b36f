package dev.rollback.app.cli;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBackTask;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackQuery.FindRollbackPlan;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskId;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code co rollback}. */
@Command(
        name = "rollback",
        description = "Bring a task back to a checkpoint: shows what is lost, asks, and does it.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {RollbackHistoryCommand.class, RollbackShowCommand.class})
final class RollbackCommand extends AnswerCommand {
    /** What no plan gets around, and what leaves a record. */
    private static final Set<RefusalCode> RECORDED = Set.of(
            RefusalCode.NOT_FOUND,
            RefusalCode.CLEANED_UP,
            RefusalCode.FAILED_STATE,
            RefusalCode.ROLLBACK_DISABLED,
            RefusalCode.VERSION_INCOMPATIBLE,
            RefusalCode.CORRUPT);

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            completionCandidates = WordKind.CheckpointId.class,
            description = "The checkpoint, its beginning, or @latest.")
    @Nullable
    String id;

    @Option(
            names = "--checkpoint-id",
            paramLabel = "ID",
            completionCandidates = WordKind.CheckpointId.class,
            description = "The same.")
    @Nullable
    String checkpointId;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            completionCandidates = WordKind.TextOrFile.class,
            description = "Why, as a person reads it.")
    @Nullable
    String reason;

    @Option(names = "--cause", paramLabel = "CAUSE", description = "${COMPLETION-CANDIDATES}")
    RollbackReason cause = RollbackReason.MANUAL;

    @Option(
            names = "--task-id",
            paramLabel = "T",
            completionCandidates = WordKind.TaskId.class,
            description = "Must be the checkpoint's task.")
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
        TaskId task = taskId == null ? null : new TaskId(taskId);
        CheckpointId target = ids().checkpoint(Given.once(spec, id, "--checkpoint-id", checkpointId), task);
        if (dryRun) {
            RollbackPlan plan = plan(target, task);
            output().one("plan", plan, target.value(), () -> new PlanText(plan).print(paper()));
            return;
        }
        String note = value(required(reason, "--reason=TEXT"));
        RollBackTask command = new RollBackTask(RollbackId.random(), target, task, cause, note, metadata, force);
        Map<String, String> workers = isAnswered() ? Map.of() : confirmed(command);
        RollbackView record = rollbacks().rollBack(command);
        output().one("rollback", record, record.rollbackId().value(), () -> RecordText.print(this, record));
        NextSteps.print(this, record, workers);
    }

    /** Who works on the task, once it is certain that the rollback is wanted. */
    private Map<String, String> confirmed(RollBackTask command) throws IOException {
        RollbackPlan plan;
        try {
            plan = plan(command.checkpointId(), command.taskId());
        } catch (RefusedException refused) {
            throw RECORDED.contains(refused.code()) ? recorded(command, refused) : refused;
        }
        Map<String, String> workers = Workers.of(session().store(), plan);
        if (!yes) {
            PlanText text = new PlanText(plan);
            text.print(aside());
            Question.confirm(session().surroundings(), text.question(workers));
            requireUnmoved(plan, plan(command.checkpointId(), command.taskId()));
        }
        return workers;
    }

    // Nothing can be lost by trying what is refused: it leaves the record that the rollback has failed.
    private RefusedException recorded(RollBackTask command, RefusedException refused) {
        try {
            RollbackId unused = rollbacks().rollBack(command).rollbackId();
            return refused;
        } catch (RefusedException again) {
            return again;
        }
    }

    private static void requireUnmoved(RollbackPlan seen, RollbackPlan now) {
        if (!seen.digest().equals(now.digest())) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "task %s moved while you were reading. Nothing was done: look at the plan again."
                            .formatted(seen.tasks().get(0).taskId()));
        }
    }

    /** A request that was answered gets its answer again: there is nothing to ask. */
    private boolean isAnswered() {
        String requestId = co().requestId;
        return requestId != null
                && session().store().read(reading -> reading.request(requestId)).isPresent();
    }

    private RollbackPlan plan(CheckpointId target, @Nullable TaskId task) {
        return session().plans().find(new FindRollbackPlan(target, task, force));
    }

    private String required(@Nullable String value, String option) {
        if (value == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '%s'".formatted(option));
        }
        return value;
    }
}
