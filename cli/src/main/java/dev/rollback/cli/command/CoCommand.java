package dev.rollback.cli.command;

import dev.rollback.api.BoardManager;
import dev.rollback.api.CheckpointManager;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.RollbackManager;
import dev.rollback.api.TaskManager;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.reader.StoreReader;
import dev.rollback.cli.terminal.Output;
import dev.rollback.cli.terminal.ProgressLine;
import dev.rollback.cli.terminal.Screen;
import dev.rollback.cli.terminal.Text;
import dev.rollback.cli.terminal.TextWriter;
import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command has at hand. */
@SuppressWarnings("NullAway.Init") // picocli sets the spec
public abstract class CoCommand implements Callable<Integer> {
    @Spec
    public CommandSpec spec;

    /** What the process ends with, unless this command is refused. */
    public int exitCode = 0;

    protected abstract void run() throws Exception;

    @Override
    public Integer call() throws Exception {
        run();
        return exitCode;
    }

    public GlobalOptions globals() {
        return (GlobalOptions) spec.root().userObject();
    }

    public Session session() {
        return globals().session();
    }

    public StoreReader reader() {
        return session().reader();
    }

    public RollbackEngine engine() {
        return session().engine();
    }

    public TaskManager tasks() {
        return engine().tasks().with(globals().context()).withWaiting(session().ongoing());
    }

    public CheckpointManager checkpoints() {
        return engine().checkpoints()
                .with(globals().context())
                .withWaiting(session().ongoing());
    }

    public RollbackManager rollbacks() {
        return engine().rollbacks()
                .with(globals().context())
                .withWaiting(session().ongoing());
    }

    public BoardManager board() {
        return engine().board().with(globals().context()).withWaiting(session().ongoing());
    }

    public Ids ids() {
        return new Ids(session());
    }

    public MomentText moments() {
        ProcessContext here = session().surroundings();
        return new MomentText(ids(), new TimeText(here.clock(), here.zone()));
    }

    public Output output() {
        return output(null);
    }

    /** For an answer that speaks of another moment than now (null), which is told. */
    public Output output(@Nullable ResolvedMoment at) {
        if (at != null) {
            AtOption.tell(this, at);
        }
        return new Output(out(), globals().format(), at);
    }

    public PrintStream out() {
        return session().surroundings().out();
    }

    public PrintStream err() {
        return session().surroundings().err();
    }

    static final String STANDARD_OUTPUT = "-";

    /** The file that {@code --out} names; null where the answer goes to standard output. */
    public static @Nullable String named(@Nullable String out) {
        return STANDARD_OUTPUT.equals(out) ? null : out;
    }

    /** For answers. */
    public TextWriter paper() {
        Screen screen = session().surroundings().screen();
        return new TextWriter(
                out(), screen.out() ? screen.columns() : 0, globals().colours(screen.out()));
    }

    /** For what stands beside the answer. */
    public TextWriter aside() {
        return session().aside();
    }

    /** Of work that may take long. */
    public ProgressLine progress() {
        return new ProgressLine(err(), session().surroundings().screen().err());
    }

    public void warn(String warning) {
        session().warn(warning);
    }

    @Nullable
    public String time(@Nullable Instant time) {
        return time == null ? null : Text.time(time, session().surroundings().zone());
    }

    public String value(String given) {
        return Values.text(session().surroundings(), given);
    }
}
