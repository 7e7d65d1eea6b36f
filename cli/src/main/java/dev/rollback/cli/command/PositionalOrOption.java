package dev.rollback.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A thing's own id, which may be given in two ways. */
public final class PositionalOrOption {
    private PositionalOrOption() {}

    public static String once(CommandSpec spec, @Nullable String positional, String option, @Nullable String value) {
        if (positional != null && value != null && !positional.equals(value)) {
            throw new ParameterException(
                    spec.commandLine(), "'%s' and '%s %s' are two different ids".formatted(positional, option, value));
        }
        String given = positional == null ? value : positional;
        if (given == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '%s=ID'".formatted(option));
        }
        return given;
    }
}
