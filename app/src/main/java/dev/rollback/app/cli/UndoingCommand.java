package dev.rollback.app.cli;

import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that takes a rollback back. */
@SuppressWarnings("NullAway.Init") // picocli sets the id
abstract class UndoingCommand extends RollingBackCommand {
    @Parameters(
            paramLabel = "ID",
            completionCandidates = WordKind.RollbackId.class,
            description = "The rollback, the beginning of its id, or @latest.")
    String id;

    @ArgGroup
    @Nullable
    Later later;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            completionCandidates = WordKind.TextOrFile.class,
            description = "Why, as a person reads it.")
    @Nullable
    String reason;

    @Option(names = "--dry-run", description = "Only show what it would do.")
    boolean dryRun;

    /** What becomes of tasks that moved since: one of the two, or it is refused. */
    static final class Later {
        @Option(names = "--discard-later-work", description = "Take back what came after it too.")
        boolean discard;

        @Option(names = "--only-unmoved", description = "Leave tasks as they are that moved since.")
        boolean onlyUnmoved;
    }

    /** The rollback to undo for that. */
    abstract RollbackId undone(RollbackId given);

    /** What is done, for the record. */
    abstract String verb();

    @Override
    final void run() throws IOException {
        RollbackId given = ids().doneRollback(id);
        RollbackScope scope = RollbackScope.undoing(undone(given)).with(laterWork());
        if (dryRun) {
            exportBack();
            new PlanAnswer(this, details).print(scope);
            return;
        }
        String note = reason == null ? "%s of %s".formatted(verb(), given) : value(reason);
        carryOut(new RollBack(RollbackId.random(), scope, RollbackReason.MANUAL, note, Map.of()));
    }

    private @Nullable LaterWork laterWork() {
        if (later == null) {
            return null;
        }
        return later.discard ? LaterWork.DISCARD : LaterWork.KEEP;
    }
}
