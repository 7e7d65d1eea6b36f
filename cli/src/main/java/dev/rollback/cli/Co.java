package dev.rollback.cli;

import dev.rollback.cli.audit.AuditCommand;
import dev.rollback.cli.checkpoints.CheckpointEverythingCommand;
import dev.rollback.cli.checkpoints.CheckpointsCommand;
import dev.rollback.cli.command.GlobalOptions;
import dev.rollback.cli.command.ProcessContext;
import dev.rollback.cli.command.Refusal;
import dev.rollback.cli.completion.CompletionAnswer;
import dev.rollback.cli.completion.CompletionCommand;
import dev.rollback.cli.files.ExportCommand;
import dev.rollback.cli.files.ImportCommand;
import dev.rollback.cli.history.BlameCommand;
import dev.rollback.cli.history.DiffCommand;
import dev.rollback.cli.history.LogCommand;
import dev.rollback.cli.logging.Logging;
import dev.rollback.cli.logging.NoJavaLogging;
import dev.rollback.cli.rollback.RollbackCommand;
import dev.rollback.cli.store.BackupCommand;
import dev.rollback.cli.store.ConfigCommand;
import dev.rollback.cli.store.DoctorCommand;
import dev.rollback.cli.store.InitCommand;
import dev.rollback.cli.store.StatusCommand;
import dev.rollback.cli.store.TrustCommand;
import dev.rollback.cli.store.ViewsCommand;
import dev.rollback.cli.tasks.TasksCommand;
import dev.rollback.cli.terminal.PrintableOutput;
import dev.rollback.cli.terminal.Text;
import dev.rollback.cli.terminal.WatchedOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code co} itself: what all its commands share. */
@Command(
        name = "co",
        description = "Roll orchestrated work back to a chosen moment without losing anything.",
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
final class Co extends GlobalOptions implements Runnable {
    @Spec
    CommandSpec spec;

    /** Whose standard output may lead to a terminal. */
    Co(ProcessContext surroundings) {
        this(surroundings, null);
    }

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    private Co(ProcessContext surroundings, @Nullable PrintStream redirected) {
        super(surroundings, redirected);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: one of the commands below");
    }

    /** What there is to type, for what is typed in these surroundings. */
    static CommandSpec grammar(ProcessContext surroundings) {
        return new CommandLine(new Co(surroundings)).getCommandSpec();
    }

    /** Runs one command line; returns its exit code. */
    static int run(ProcessContext given, String... arguments) {
        PrintableOutput out = new PrintableOutput(given.out());
        PrintableOutput err = new PrintableOutput(given.err());
        ProcessContext surroundings = given.with(out.stream(), err.stream());
        err.allowProgress(given.screen().err());
        if (CompletionAnswer.isAsked(arguments)) {
            new CompletionAnswer(surroundings, Co::grammar)
                    .print(List.of(arguments).subList(1, arguments.length));
            return CommandLine.ExitCode.OK;
        }
        Co co = new Co(surroundings, given.screen().out() ? null : given.out());
        CommandLine commandLine = new CommandLine(co)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(new FailureHandler(surroundings))
                .setParameterExceptionHandler(new ParameterErrorHandler(surroundings.err()));
        commandLine
                .getHelpSectionMap()
                .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
        commandLine
                .getHelpSectionMap()
                .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
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
            co.session().close();
            surroundings.out().flush();
            surroundings.err().flush();
        }
    }

    private static int run(ProcessContext surroundings, TypedWords typed) {
        if (typed.refusal() == null) {
            return run(surroundings, typed.words().toArray(String[]::new));
        } else if (CompletionAnswer.isAsked(typed.words().toArray(String[]::new))) {
            return CommandLine.ExitCode.OK;
        }
        Refusal refusal = new Refusal(Refusal.USAGE, typed.refusal(), null, CommandLine.ExitCode.USAGE);
        refusal.print(surroundings.err(), Refusal.format(typed.words()));
        return refusal.exit();
    }

    /** The program. */
    public static void main(String[] arguments) {
        System.setProperty(Logging.SWITCH, "true");
        System.setProperty("java.util.logging.config.class", NoJavaLogging.class.getName());
        WatchedOutput out = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
        // whatever else is printed there, by a log or by Java itself
        PrintStream err = System.err;
        System.setErr(new PrintableOutput(err).stream());
        ProcessContext surroundings = ProcessContext.ofProcess(out, err);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> FailureHandler.unexpected(surroundings, failure));
        int exit = run(surroundings, TypedWords.of(arguments));
        surroundings.out().flush();
        String lost = out.lost();
        if (lost != null) {
            surroundings.err().println("co: standard output could not be written: " + Text.line(lost));
        }
        System.exit(lost != null && exit == 0 ? CommandLine.ExitCode.SOFTWARE : exit);
    }
}
