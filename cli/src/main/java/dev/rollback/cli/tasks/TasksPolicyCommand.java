package dev.rollback.cli.tasks;

import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskView;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code co tasks policy}. */
@Command(name = "policy", description = "Set the rollback policy of a task; without options, show it.")
@SuppressWarnings("NullAway.Init") // picocli sets the id
final class TasksPolicyCommand extends AnswerCommand {
    @Parameters(paramLabel = "ID", completionCandidates = WordKind.TaskId.class, description = "Task id.")
    String id;

    @Mixin
    PolicyOption switches;

    @Override
    protected void run() {
        if (switches.isGiven()) {
            TaskVerbs.Receipts.print(this, "switches set", tasks().changePolicy(id, switches.change()));
            return;
        }
        TaskView task = TasksShowCommand.find(this, id);
        output().one("policy", new Answer(task.taskId(), task.policy()), id, () -> print(task.policy()));
    }

    private record Answer(TaskId taskId, TaskPolicy policy) {}

    private void print(TaskPolicy policy) {
        Table table = Table.ofFacts();
        for (String one : PolicyText.switches(policy)) {
            int equals = one.indexOf('=');
            table.fact(one.substring(0, equals), one.substring(equals + 1));
        }
        table.print(paper(), "");
    }
}
