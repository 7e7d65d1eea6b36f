package dev.rollback.app.cli;

import dev.rollback.api.TaskPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code co tasks policy}. */
@Command(name = "policy", description = "A task's switches: sets those given, and shows them all.")
@SuppressWarnings("NullAway.Init") // picocli sets the id
final class TasksPolicyCommand extends AnswerCommand {
    @Parameters(paramLabel = "ID", completionCandidates = WordKind.TaskId.class, description = "The task.")
    String id;

    @Mixin
    PolicyOption switches;

    @Override
    void run() {
        TaskPolicy policy = switches.on(TasksShowCommand.find(this, id).policy());
        if (switches.isGiven()) {
            tasks().changePolicy(id, policy);
        }
        output().one("policy", policy, policy.text(), () -> print(policy));
    }

    private void print(TaskPolicy policy) {
        Table table = Table.ofFacts();
        for (String one : PolicyText.switches(policy)) {
            int equals = one.indexOf('=');
            table.fact(one.substring(0, equals), one.substring(equals + 1));
        }
        table.print(paper(), "");
    }
}
