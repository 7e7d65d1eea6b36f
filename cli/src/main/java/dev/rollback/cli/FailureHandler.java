package dev.rollback.cli;

import dev.rollback.cli.command.GlobalOptions;
import dev.rollback.cli.command.ProcessContext;
import dev.rollback.cli.command.Refusal;
import dev.rollback.cli.terminal.Output;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong, and ends with its exit code. */
final class FailureHandler implements IExecutionExceptionHandler {
    private final ProcessContext surroundings;

    FailureHandler(ProcessContext surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        trace(surroundings, failure);
        Refusal refusal = Refusal.of(failure);
        Object root = commandLine.getCommandSpec().root().userObject();
        refusal.print(
                surroundings.err(), root instanceof GlobalOptions globals ? globals.format() : Output.Format.TABLE);
        return refusal.exit();
    }

    /** Of a failure that nobody foresaw, wherever it comes to light. */
    static void unexpected(ProcessContext surroundings, Throwable failure) {
        trace(surroundings, failure);
        Refusal.unexpected(failure).print(surroundings.err(), Output.Format.TABLE);
    }

    private static void trace(ProcessContext surroundings, Throwable failure) {
        if (surroundings.environment().getOrDefault("CO_DEBUG", "").equals("1")) {
            failure.printStackTrace(surroundings.err());
        }
    }
}
