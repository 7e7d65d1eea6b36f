package dev.rollback.app.cli;

import dev.rollback.api.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A refusal is one line and its exit code; anything else is one line, and where the details are. */
final class Failures implements IExecutionExceptionHandler {
    private final Surroundings surroundings;

    Failures(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        if (surroundings.environment().getOrDefault("CO_DEBUG", "").equals("1")) {
            failure.printStackTrace(surroundings.err());
        }
        if (failure instanceof RefusedException refused) {
            say(String.valueOf(refused.getMessage()));
            return refused.code().exitCode();
        } else if (failure instanceof NotConfirmed) {
            say(String.valueOf(failure.getMessage()));
            return CommandLine.ExitCode.USAGE;
        } else if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            say(failure.toString());
            return CommandLine.ExitCode.SOFTWARE;
        }
        unexpected(surroundings, failure);
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Of a failure that nobody foresaw, wherever it comes to light. */
    static void unexpected(Surroundings surroundings, Throwable failure) {
        say(surroundings, "this should not happen: %s. CO_DEBUG=1 shows where.".formatted(failure));
    }

    private void say(String message) {
        say(surroundings, message);
    }

    private static void say(Surroundings surroundings, String message) {
        surroundings.err().println("co: " + Text.printable(message));
    }
}
