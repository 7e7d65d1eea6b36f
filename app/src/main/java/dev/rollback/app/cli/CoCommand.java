package dev.rollback.app.cli;

import dev.rollback.api.BoardManager;
import dev.rollback.api.CheckpointManager;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.RollbackManager;
import dev.rollback.api.TaskManager;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.reader.StoreReader;
import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command has at hand. */
@SuppressWarnings("NullAway.Init") // picocli sets the spec
abstract class CoCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    /** What the process ends with, unless this command is refused. */
    int exitCode = 0;

    abstract void run() throws Exception;

    @Override
    public Integer call() throws Exception {
        run();
        return exitCode;
    }

    Co co() {
        return (Co) spec.root().userObject();
    }

    Session session() {
        return co().session();
    }

    StoreReader reader() {
        return session().reader();
    }

    RollbackEngine engine() {
        return session().engine();
    }

    TaskManager tasks() {
        return engine().tasks().with(co().context()).withWaiting(session().ongoing());
    }

    CheckpointManager checkpoints() {
        return engine().checkpoints().with(co().context()).withWaiting(session().ongoing());
    }

    RollbackManager rollbacks() {
        return engine().rollbacks().with(co().context()).withWaiting(session().ongoing());
    }

    BoardManager board() {
        return engine().board().with(co().context()).withWaiting(session().ongoing());
    }

    Ids ids() {
        return new Ids(session());
    }

    MomentText moments() {
        Surroundings here = session().surroundings();
        return new MomentText(ids(), new TimeText(here.clock(), here.zone()));
    }

    Output output() {
        return output(null);
    }

    /** For an answer that speaks of another moment than now (null), which is told. */
    Output output(@Nullable ResolvedMoment at) {
        if (at != null) {
            AtOption.tell(this, at);
        }
        return new Output(out(), co().format, at);
    }

    PrintStream out() {
        return session().surroundings().out();
    }

    PrintStream err() {
        return session().surroundings().err();
    }

    static final String STANDARD_OUTPUT = "-";

    /** The file that {@code --out} names; null where the answer goes to standard output. */
    static @Nullable String named(@Nullable String out) {
        return STANDARD_OUTPUT.equals(out) ? null : out;
    }

    /** For answers. */
    Paper paper() {
        Screen screen = session().surroundings().screen();
        return new Paper(out(), screen.out() ? screen.columns() : 0, co().colours(screen.out()));
    }

    /** For what stands beside the answer. */
    Paper aside() {
        return session().aside();
    }

    /** Of work that may take long. */
    ProgressLine progress() {
        return new ProgressLine(err(), session().surroundings().screen().err());
    }

    void warn(String warning) {
        session().warn(warning);
    }

    @Nullable
    String time(@Nullable Instant time) {
        return time == null ? null : Text.time(time, session().surroundings().zone());
    }

    String value(String given) {
        return Values.text(session().surroundings(), given);
    }
}
