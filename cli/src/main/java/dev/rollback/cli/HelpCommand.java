package dev.rollback.cli;

import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.WordKind;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code co help}, at any depth. */
@Command(name = "help", description = "Show help for a command, such as 'co help tasks update'.")
final class HelpCommand extends CoCommand {
    @Parameters(
            paramLabel = "COMMAND",
            completionCandidates = WordKind.CommandWords.class,
            arity = "0..*",
            description = "The command.")
    List<String> words = List.of();

    @Override
    protected void run() {
        CommandLine command = spec.root().commandLine();
        for (String word : words) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw new ParameterException(
                        spec.commandLine(), "there is no command '%s'".formatted(String.join(" ", words)));
            }
            command = next;
        }
        command.usage(command.getOut());
    }
}
