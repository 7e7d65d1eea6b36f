package dev.rollback.cli;

import dev.rollback.app.settings.Settings;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.ProcessContext;
import dev.rollback.cli.terminal.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code co demo}: the whole story, told by the real commands on a sample project in a temporary folder. */
@Command(name = "demo", description = "Walk through a rollback on a sample project, in a temporary store.")
final class DemoCommand extends CoCommand {
    private record Step(String told, List<String> command) {
        static Step of(String told, String... command) {
            return new Step(told, List.of(command));
        }
    }

    private static final List<Step> STORY = List.of(
            Step.of("A project keeps its plan in tasks.json. A store for its history:", "init"),
            Step.of("Take the plan in:", "import", "tasks.json"),
            Step.of("", "tasks", "list"),
            Step.of("An agent starts on the payment page. It is told the epoch it works in:", "tasks", "start", "3"),
            Step.of(
                    "It reports what it does …",
                    "tasks",
                    "update",
                    "3",
                    "--epoch",
                    "0",
                    "--merge",
                    "{\"progress\":40,\"branch\":\"payment\"}"),
            Step.of(
                    "… and marks the moment before a risky step:",
                    "checkpoints",
                    "create",
                    "--task-id",
                    "3",
                    "--phase",
                    "before schema change",
                    "--id",
                    "cp-demo",
                    "--step",
                    "1"),
            Step.of(
                    "The step goes wrong:",
                    "tasks",
                    "update",
                    "3",
                    "--epoch",
                    "0",
                    "--merge",
                    "{\"progress\":95,\"branch\":\"main\",\"deleted\":[\"orders\"]}"),
            Step.of("", "tasks", "fail", "3", "--error", "table orders is gone"),
            Step.of(
                    "What would be lost by going back?",
                    "rollback",
                    "--checkpoint-id",
                    "cp-demo",
                    "--reason",
                    "Manual correction",
                    "--dry-run"),
            Step.of("Do it:", "rollback", "--checkpoint-id", "cp-demo", "--reason", "Manual correction", "--yes"),
            Step.of("The task is as it was:", "tasks", "show", "3"),
            Step.of(
                    "The agent does not know yet and goes on. It belongs to an epoch that is over, so it is refused:",
                    "tasks",
                    "update",
                    "3",
                    "--epoch",
                    "0",
                    "--merge",
                    "{\"progress\":99}"),
            Step.of("Nothing was lost: what happened is all there.", "rollback", "history", "--limit", "20"),
            Step.of(
                    "So the rollback can be taken back itself. What would that bring back?",
                    "rollback",
                    "undo",
                    "@latest",
                    "--dry-run"),
            Step.of("And the plan goes back into its file:", "export", "--out", "tasks.json"),
            Step.of("", "status"));

    @Override
    protected void run() throws IOException {
        Path folder = Files.createTempDirectory("co-demo");
        try (InputStream sample = DemoCommand.class.getResourceAsStream("/dev/rollback/cli/demo-tasks.json")) {
            if (sample == null) {
                throw new IllegalStateException("the sample project is missing from the jar");
            }
            Files.copy(sample, folder.resolve("tasks.json"));
            // nothing that is configured in a folder above is meant for the demo
            Files.writeString(folder.resolve(Settings.FILE_NAME), "{}");
            STORY.forEach(step -> tell(folder, step));
        } finally {
            delete(folder);
        }
    }

    private void tell(Path folder, Step step) {
        ProcessContext here = session().surroundings();
        if (!step.told().isEmpty()) {
            here.out().println("# " + step.told());
        }
        here.out()
                .println("$ co "
                        + String.join(
                                " ",
                                step.command().stream().map(DemoCommand::quoted).toList()));
        // Both streams to one place, as a terminal shows them.
        ProcessContext there = new ProcessContext(
                folder,
                Map.of(),
                InputStream.nullInputStream(),
                here.out(),
                here.out(),
                false,
                Screen.NONE,
                here.zone(),
                here.clock(),
                here.quiet());
        Co.run(there, step.command().toArray(String[]::new));
        here.out().println();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9._/=@-]+") ? word : "'" + word + "'";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
