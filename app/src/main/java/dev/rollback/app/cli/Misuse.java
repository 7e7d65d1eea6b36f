package dev.rollback.app.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be understood: what is wrong, what was perhaps meant, and where the help is. */
final class Misuse implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException misuse, String[] arguments) {
        CommandLine commandLine = misuse.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println("co: " + Text.line(String.valueOf(misuse.getMessage())));
        UnmatchedArgumentException.printSuggestions(misuse, err);
        String name = commandLine.getCommandSpec().qualifiedName();
        err.println("Try '%s --help'.".formatted(name));
        return commandLine.getCommandSpec().exitCodeOnInvalidInput();
    }
}
