package dev.rollback.app.cli;

import dev.rollback.api.RequestContext;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code co} itself: what all its commands share. */
@Command(
        name = "co",
        description = "Brings orchestrated work back to a chosen moment, without losing anything.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        subcommands = {
            InitCommand.class,
            StatusCommand.class,
            DemoCommand.class,
            TasksCommand.class,
            CheckpointsCommand.class,
            RollbackCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            CommandLine.HelpCommand.class
        })
final class Co implements Runnable {
    @Option(names = "--store", paramLabel = "DIR", scope = ScopeType.INHERIT, description = "The store's folder.")
    @Nullable
    String store;

    @Option(names = "--actor", paramLabel = "NAME", scope = ScopeType.INHERIT, description = "Who asks.")
    String actor = System.getProperty("user.name", "unknown");

    @Option(
            names = "--epoch",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "The epoch this work belongs to; refused once a rollback has raised it.")
    @Nullable
    Long epoch;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            scope = ScopeType.INHERIT,
            description = "The same id twice has one effect and one answer.")
    @Nullable
    String requestId;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "table, json, jsonl or id.")
    Output.Format format = Output.Format.TABLE;

    @Option(names = "--color", paramLabel = "WHEN", scope = ScopeType.INHERIT, description = "auto, always or never.")
    String color = "auto";

    @Spec
    CommandSpec spec;

    private final Session session;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    Co(Surroundings surroundings) {
        this.session = new Session(this, surroundings);
    }

    Session session() {
        return session;
    }

    RequestContext context() {
        return new RequestContext(actor, requestId, epoch);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: one of the commands below");
    }

    /** Runs one command line; returns its exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        Co co = new Co(surroundings);
        CommandLine commandLine = new CommandLine(co)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(new Failures(surroundings))
                .setParameterExceptionHandler(new Misuse());
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(ansi(surroundings, arguments)));
        try {
            return commandLine.execute(arguments);
        } finally {
            co.session.close();
        }
    }

    private static CommandLine.Help.Ansi ansi(Surroundings surroundings, String... arguments) {
        String given = "";
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--color=")) {
                given = arguments[i].substring("--color=".length());
            } else if (arguments[i].equals("--color") && i + 1 < arguments.length) {
                given = arguments[i + 1];
            }
        }
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "always" -> CommandLine.Help.Ansi.ON;
            case "never" -> CommandLine.Help.Ansi.OFF;
            default -> surroundings.terminal() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF;
        };
    }

    /** The program. */
    public static void main(String[] arguments) {
        System.exit(run(Surroundings.ofProcess(), arguments));
    }
}
