package dev.rollback.app.cli;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackPlan;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code co checkpoints check}. */
@Command(name = "check", description = "Can it be rolled back to? Exits with the code the rollback would have.")
@SuppressWarnings("NullAway.Init") // picocli sets the id
final class CheckpointsCheckCommand extends CoCommand {
    @Parameters(paramLabel = "ID", description = "The checkpoint, the beginning of its id, or @latest.")
    String id;

    @Override
    public Integer call() {
        CheckpointId checkpointId = ids().checkpoint(id);
        try {
            RollbackPlan plan = rollbacks().plan(checkpointId);
            answer(
                    checkpointId,
                    true,
                    "",
                    "yes: it would compensate %s of task %s"
                            .formatted(
                                    Text.count(plan.tasks().get(0).lostEvents(), "event"),
                                    plan.tasks().get(0).taskId()));
            return 0;
        } catch (RefusedException e) {
            answer(checkpointId, false, e.code().name(), "no: " + e.getMessage());
            return e.code().exitCode();
        }
    }

    @Override
    void run() {
        throw new IllegalStateException("call() answers with a code of its own");
    }

    private void answer(CheckpointId checkpointId, boolean possible, String code, String text) {
        Map<String, Object> answer =
                Map.of("checkpointId", checkpointId, "possible", possible, "code", code, "message", text);
        output().one("check", answer, checkpointId.value(), () -> out().println(Text.printable(text)));
    }
}
