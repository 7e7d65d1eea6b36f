package dev.rollback.app.cli;

import dev.rollback.api.TaskPolicy;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co tasks policy}. */
@Command(name = "policy", description = "A task's switches: sets those given, and shows them all.")
@SuppressWarnings("NullAway.Init") // picocli sets the id
final class TasksPolicyCommand extends AnswerCommand {
    @Parameters(paramLabel = "ID", completionCandidates = WordKind.TaskId.class, description = "The task.")
    String id;

    @Option(
            names = "--policy",
            split = ",",
            paramLabel = "SWITCH=VALUE",
            completionCandidates = PolicyText.Switches.class,
            description = PolicyText.SWITCHES)
    List<String> switches = List.of();

    @Override
    void run() {
        TaskPolicy policy = PolicyText.with(TasksShowCommand.find(this, id).policy(), switches);
        if (!switches.isEmpty()) {
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
