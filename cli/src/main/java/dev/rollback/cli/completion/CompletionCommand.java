package dev.rollback.cli.completion;

import dev.rollback.cli.command.AnswerCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code co completion}. */
@Command(name = "completion", description = "Print the completion script of a shell.")
@SuppressWarnings("NullAway.Init") // picocli sets the shell
public final class CompletionCommand extends AnswerCommand {
    /** The shells there is a script for. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    @Parameters(paramLabel = "SHELL", description = "Shell: bash, zsh or fish.")
    Shell shell;

    @Override
    protected void run() throws IOException {
        String name = "completion." + shell.name().toLowerCase(Locale.ROOT);
        try (InputStream script = CompletionCommand.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            out().print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
