package dev.rollback.cli;

import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * Refuses what was said to a command and then another one was named behind it: {@code co rollback --dry-run undo rb-1} is
 * not to undo anything.
 */
final class Misplaced {
    private Misplaced() {}

    static void refuse(ParseResult parsed) {
        for (ParseResult at = parsed; at.hasSubcommand(); at = at.subcommand()) {
            Optional<ArgSpec> lost = at.matchedArgs().stream()
                    .filter(argument -> !isShared(argument))
                    .findFirst();
            if (lost.isPresent()) {
                String behind = at.subcommand().commandSpec().name();
                throw new ParameterException(
                        at.subcommand().commandSpec().commandLine(),
                        "'%s' says nothing in front of '%s': write it behind".formatted(name(lost.get()), behind));
            }
        }
    }

    private static boolean isShared(ArgSpec argument) {
        boolean help = argument instanceof OptionSpec option && (option.usageHelp() || option.versionHelp());
        return help || argument.inherited() || argument.scopeType() == ScopeType.INHERIT;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName()
                : String.join(" ", argument.originalStringValues());
    }
}
