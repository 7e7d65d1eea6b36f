package dev.rollback.cli.checkpoints;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.CheckpointIdOption;
import dev.rollback.cli.command.RemedyText;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code co checkpoints check}. */
@Command(
        name = "check",
        description = "Check whether a rollback to a checkpoint is possible. Exits with the rollback's code.")
final class CheckpointsCheckCommand extends AnswerCommand {
    @Mixin
    CheckpointIdOption checkpoint;

    @Override
    protected void run() {
        CheckpointId checkpointId = checkpoint.of(this);
        try {
            RollbackPlan plan = reader().plans().rollback(RollbackScope.to(checkpointId));
            answer(
                    checkpointId,
                    true,
                    "",
                    "yes: it would compensate %s of %s".formatted(Text.count(plan.lostEvents(), "event"), what(plan)));
        } catch (RefusedException e) {
            answer(checkpointId, false, e.code().name(), "no: " + RemedyText.with(e));
            exitCode = e.code().exitCode();
        }
    }

    private static String what(RollbackPlan plan) {
        StringBuilder others = new StringBuilder();
        plan.others().forEach((kind, parts) -> {
            if (!parts.isEmpty()) {
                others.append(" and change ").append(Text.count(parts.size(), kind));
            }
        });
        return (plan.tasks().size() == 1
                        ? "task " + plan.tasks().get(0).taskId()
                        : Text.count(plan.tasks().size(), "task"))
                + others;
    }

    private void answer(CheckpointId checkpointId, boolean possible, String code, String text) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("checkpointId", checkpointId);
        answer.put("possible", possible);
        answer.put("code", code);
        answer.put("message", text);
        output().one(
                        "check",
                        answer,
                        checkpointId.value(),
                        () -> paper().line(possible ? Style.GOOD : Style.BAD, text));
    }
}
