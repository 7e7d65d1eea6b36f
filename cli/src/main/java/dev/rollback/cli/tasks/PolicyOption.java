package dev.rollback.cli.tasks;

import dev.rollback.api.PolicyChange;
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

    /** What the switches that are given change. */
    PolicyChange change() {
        return PolicyText.change(switches);
    }
}
