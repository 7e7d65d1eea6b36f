package dev.rollback.app.cli;

import dev.rollback.api.TaskPolicy;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --policy} of the commands that set a task's switches. */
final class PolicyOption {
    @Option(
            names = "--policy",
            split = ",",
            paramLabel = "SWITCH=VALUE",
            completionCandidates = PolicyText.Switches.class,
            description = PolicyText.SWITCHES)
    List<String> switches = List.of();

    boolean isGiven() {
        return !switches.isEmpty();
    }

    /** The policy with the switches that are given. */
    TaskPolicy on(TaskPolicy policy) {
        return PolicyText.with(policy, switches);
    }
}
