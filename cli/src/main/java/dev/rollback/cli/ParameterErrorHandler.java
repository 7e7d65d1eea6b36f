package dev.rollback.cli;

import dev.rollback.cli.command.Refusal;
import dev.rollback.cli.terminal.Output;
import dev.rollback.cli.terminal.Text;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be understood: what is wrong, what was perhaps meant, and where the help is. */
final class ParameterErrorHandler implements IParameterExceptionHandler {
    private final PrintStream err;

    ParameterErrorHandler(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException misuse, String[] arguments) {
        CommandLine commandLine = misuse.getCommandLine();
        CommandSpec command = commandLine.getCommandSpec();
        int exit = command.exitCodeOnInvalidInput();
        String message = String.valueOf(misuse.getMessage());
        String help = "Try '%s --help'.".formatted(command.qualifiedName());
        String hint = "";
        if (misuse instanceof UnmatchedArgumentException unmatched) {
            hint = NearestOption.hint(command, unmatched.getUnmatched());
        }
        Output.Format format = Refusal.format(List.of(arguments));
        if (Refusal.isJson(format)) {
            String remedy = hint.isEmpty() ? help : hint + " " + help;
            new Refusal(Refusal.USAGE, message, remedy, exit).print(err, format);
            return exit;
        }
        new Refusal(Refusal.USAGE, message, null, exit).print(err, format);
        if (!hint.isEmpty()) {
            err.println(Text.line(hint));
        } else {
            UnmatchedArgumentException.printSuggestions(misuse, commandLine.getErr());
        }
        err.println(help);
        return exit;
    }
}
