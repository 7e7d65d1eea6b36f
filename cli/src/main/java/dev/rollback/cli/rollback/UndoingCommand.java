package dev.rollback.cli.rollback;

import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.RollbackView;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Text;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
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
            description = "Rollback id, a unique prefix of it, or @latest.")
    String id;

    @ArgGroup
    @Nullable
    Later later;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            completionCandidates = WordKind.TextOrFile.class,
            description = "Reason (free text).")
    @Nullable
    String reason;

    @Option(names = "--dry-run", description = "Show the plan and change nothing.")
    boolean dryRun;

    /** What becomes of tasks that moved since: one of the two, or it is refused. */
    static final class Later {
        @Option(names = "--discard-later-work", description = "Undo later work on these tasks too.")
        boolean discard;

        @Option(names = "--only-unmoved", description = "Leave tasks that changed since as they are.")
        boolean onlyUnmoved;
    }

    /** The rollback to undo for that. */
    abstract RollbackId undone(RollbackId given);

    /** Whether what is done is called a redo. */
    abstract boolean isRedo();

    @Override
    protected final void run() throws IOException {
        RollbackId given = ids().doneRollback(id);
        RollbackId undone = undone(given);
        RollbackId redone = redone(undone);
        if (!isAnswered()) {
            tell(given, undone, redone);
        }
        RollbackScope scope = RollbackScope.undoing(undone).with(laterWork());
        if (dryRun) {
            exportBack();
            String said = reason == null ? null : value(reason);
            new PlanAnswer(this, details)
                    .print(scope, new PlanRecord(said, null, Map.of(), PlanRecord.name(session())));
            return;
        }
        carryOut(new RollBack(RollbackId.random(), scope, RollbackReason.MANUAL, note(given, redone), Map.of()));
    }

    private String note(RollbackId given, @Nullable RollbackId redone) {
        if (reason != null) {
            return value(reason);
        }
        return redone == null
                ? "undo of " + given
                : isRedo() ? "redo of " + redone : "undo of %s, a redo of %s".formatted(given, redone);
    }

    /** What is about to be done, before anybody is asked: which rollback an alias means, and whether this is a redo. */
    private void tell(RollbackId given, RollbackId undone, @Nullable RollbackId redone) {
        record(given)
                .filter(found -> !given.value().equals(id))
                .ifPresent(found -> aside().line("%s is %s: %s".formatted(id, given, what(found))));
        if (redone != null && !isRedo()) {
            aside().line("This is a redo: undoing %s carries out %s again.".formatted(undone, redone));
        }
    }

    private String what(RollbackView found) {
        RollbackId undid = found.scope().undoes();
        String what = undid == null
                ? "the rollback of %s to %s".formatted(RecordText.tasks(found), new TargetText(this).of(found))
                : found.redoes() == null ? "the undo of " + undid : "the redo of " + found.redoes();
        return Text.line(what) + ", " + time(found.endedAt());
    }

    /** The rollback that undoing this one carries out again; null where this one is no undo. */
    private @Nullable RollbackId redone(RollbackId undone) {
        RollbackView found = record(undone).orElse(null);
        RollbackId undid =
                found == null || found.redoes() != null ? null : found.scope().undoes();
        return undid == null ? null : record(undid).map(RollbackView::redoes).orElse(undid);
    }

    private Optional<RollbackView> record(RollbackId rollback) {
        return reader().rollback(new FindRollback(rollback));
    }

    private @Nullable LaterWork laterWork() {
        if (later == null) {
            return null;
        }
        return later.discard ? LaterWork.DISCARD : LaterWork.KEEP;
    }
}
