package dev.rollback.cli.rollback;

import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.TaskPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.app.reader.PlanReader;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.terminal.Output;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Consumer;

/** A plan as an answer, in the format that was asked for. */
final class PlanAnswer {
    private final CoCommand command;
    private final boolean details;

    /** @param details whether the table shows each task with all that changes */
    PlanAnswer(CoCommand command, boolean details) {
        this.command = command;
        this.details = details;
    }

    /** The plan that was shown. */
    RollbackPlan print(RollbackScope scope, PlanRecord record) throws IOException {
        PrintStream out = command.out();
        return switch (command.globals().format()) {
            case TABLE -> table(scope);
            case JSON -> PlanJson.write(plans(), scope, record, out);
            case JSONL -> lines(scope, task -> out.println(Output.text(task)));
            case ID -> lines(scope, task -> out.println(task.taskId()));
        };
    }

    /** Which moment was meant, where one was asked for in words. */
    static void tellMoment(CoCommand command, RollbackPlan plan) {
        Long cut = plan.cut();
        if (plan.scope().at() != null && cut != null) {
            AtOption.tell(command, "to", command.reader().moment(new AtPosition(cut)));
        }
    }

    private RollbackPlan table(RollbackScope scope) {
        PlanReader plans = plans();
        RollbackPlan plan = command.session().ongoing().watch(() -> plans.rollback(scope));
        tellMoment(command, plan);
        new PlanText(plan, details).print(command.paper());
        return plan;
    }

    private RollbackPlan lines(RollbackScope scope, Consumer<TaskPlan> line) {
        return plans().rollback(scope, line);
    }

    private PlanReader plans() {
        return command.reader().plans();
    }
}
