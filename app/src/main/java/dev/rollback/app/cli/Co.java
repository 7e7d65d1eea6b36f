package dev.rollback.app.cli;

import dev.rollback.api.RequestContext;
import dev.rollback.app.Setting;
import dev.rollback.app.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            CheckpointEverythingCommand.class,
            CheckpointsCommand.class,
            RollbackCommand.class,
            LogCommand.class,
            DiffCommand.class,
            BlameCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            AuditCommand.class,
            ViewsCommand.class,
            BackupCommand.class,
            ConfigCommand.class,
            TrustCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
final class Co implements Runnable {
    @Option(
            names = "--store",
            paramLabel = "DIR|URL",
            completionCandidates = WordKind.Folder.class,
            scope = ScopeType.INHERIT,
            description = "The store: a folder, or jdbc:postgresql://HOST/DATABASE.")
    @Nullable
    String store;

    @Option(
            names = Settings.FILE_OPTION,
            paramLabel = "FILE",
            completionCandidates = WordKind.File.class,
            scope = ScopeType.INHERIT,
            description = "The configuration file.")
    @Nullable
    String config;

    @Option(names = "--actor", paramLabel = "NAME", scope = ScopeType.INHERIT, description = "Who asks.")
    @Nullable
    String actor;

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

    private @Nullable PrintStream redirected;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "table, json, jsonl or id.")
    Output.Format format = Output.Format.TABLE;

    @Option(names = "--color", paramLabel = "WHEN", scope = ScopeType.INHERIT, description = "auto, always or never.")
    Screen.Colours color = Screen.Colours.AUTO;

    @Spec
    CommandSpec spec;

    private final Session session;
    private @Nullable String ownRequestId;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    Co(Surroundings surroundings) {
        this.session = new Session(this, surroundings);
    }

    Session session() {
        return session;
    }

    RequestContext context() {
        return new RequestContext(session.settings().get(Setting.ACTOR), requestId(), epoch);
    }

    /** The request id of what this run writes: so that it can be asked for again, one is made where none was given. */
    String requestId() {
        if (requestId != null) {
            return requestId;
        }
        if (ownRequestId == null) {
            ownRequestId = RequestContext.newRequestId();
        }
        return ownRequestId;
    }

    /** The settings among the options, by their names. */
    Map<String, String> options() {
        Map<String, String> said = new HashMap<>();
        said.put(Settings.FILE_OPTION, config);
        said.put("--store", store);
        said.put("--actor", actor);
        said.values().removeIf(Objects::isNull);
        return said;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: one of the commands below");
    }

    /**
     * Standard output, for a document whose bytes count: as it is where that leads into a file or another program, null where
     * it may lead to a terminal.
     */
    @Nullable
    PrintStream redirected() {
        return redirected;
    }

    /** Runs one command line; returns its exit code. */
    static int run(Surroundings given, String... arguments) {
        PrintableOutput out = new PrintableOutput(given.out());
        PrintableOutput err = new PrintableOutput(given.err());
        Surroundings surroundings = given.with(out.stream(), err.stream());
        err.allowProgress(given.screen().err());
        if (CompletionAnswer.isAsked(arguments)) {
            new CompletionAnswer(surroundings).print(List.of(arguments).subList(1, arguments.length));
            return CommandLine.ExitCode.OK;
        }
        Co co = new Co(surroundings);
        co.redirected = given.screen().out() ? null : given.out();
        CommandLine commandLine = new CommandLine(co)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(new Failures(surroundings))
                .setParameterExceptionHandler(new Misuse(surroundings.err()));
        // Only now is it known what --color says.
        commandLine.setExecutionStrategy(parsed -> {
            Misplaced.refuse(parsed);
            out.allowStyles(co.colours(surroundings.screen().out()));
            err.allowStyles(co.colours(surroundings.screen().err()));
            commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(
                    co.colours(surroundings.screen().out()) ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
            return new CommandLine.RunLast().execute(parsed);
        });
        try {
            return commandLine.execute(arguments);
        } finally {
            co.session.close();
            surroundings.out().flush();
            surroundings.err().flush();
        }
    }

    private static int run(Surroundings surroundings, TypedWords typed) {
        if (typed.refusal() == null) {
            return run(surroundings, typed.words().toArray(String[]::new));
        } else if (CompletionAnswer.isAsked(typed.words().toArray(String[]::new))) {
            return CommandLine.ExitCode.OK;
        }
        Refusal refusal = new Refusal(Refusal.USAGE, typed.refusal(), null, CommandLine.ExitCode.USAGE);
        refusal.print(surroundings.err(), Refusal.format(typed.words()));
        return refusal.exit();
    }

    boolean colours(boolean terminal) {
        return Screen.colours(color, terminal, session.surroundings().environment());
    }

    /** The program. */
    public static void main(String[] arguments) {
        System.setProperty(Logging.SWITCH, "true");
        System.setProperty("java.util.logging.config.class", NoJavaLogging.class.getName());
        WatchedOutput out = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
        // whatever else is printed there, by a log or by Java itself
        PrintStream err = System.err;
        System.setErr(new PrintableOutput(err).stream());
        Surroundings surroundings = Surroundings.ofProcess(out, err);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> Failures.unexpected(surroundings, failure));
        int exit = run(surroundings, TypedWords.of(arguments));
        surroundings.out().flush();
        String lost = out.lost();
        if (lost != null) {
            surroundings.err().println("co: standard output could not be written: " + Text.line(lost));
        }
        System.exit(lost != null && exit == 0 ? CommandLine.ExitCode.SOFTWARE : exit);
    }
}
