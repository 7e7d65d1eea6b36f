package dev.rollback.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong, and ends with its exit code. */
final class Failures implements IExecutionExceptionHandler {
    private final Surroundings surroundings;

    Failures(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        trace(surroundings, failure);
        Refusal refusal = Refusal.of(failure);
        Co co = commandLine.getCommandSpec().root().userObject() instanceof Co root ? root : null;
        refusal.print(surroundings.err(), co == null ? Output.Format.TABLE : co.format);
        return refusal.exit();
    }

    /** Of a failure that nobody foresaw, wherever it comes to light. */
    static void unexpected(Surroundings surroundings, Throwable failure) {
        trace(surroundings, failure);
        Refusal.unexpected(failure).print(surroundings.err(), Output.Format.TABLE);
    }

    private static void trace(Surroundings surroundings, Throwable failure) {
        if (surroundings.environment().getOrDefault("CO_DEBUG", "").equals("1")) {
            failure.printStackTrace(surroundings.err());
        }
    }
}
