package dev.rollback.cli.rollback;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackQuery.FindRollback;
import picocli.CommandLine.Command;

/** {@code co rollback redo}. */
@Command(name = "redo", description = "Redo a rollback that was undone, by undoing its undo.")
final class RollbackRedoCommand extends UndoingCommand {
    @Override
    RollbackId undone(RollbackId given) {
        return reader().rollback(new FindRollback(given, session().beforeItsAnswer()))
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no rollback %s. 'co rollback history' shows those there were.".formatted(given)))
                .undoToRedo();
    }

    @Override
    boolean isRedo() {
        return true;
    }
}
