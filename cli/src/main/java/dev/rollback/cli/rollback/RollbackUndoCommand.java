package dev.rollback.cli.rollback;

import dev.rollback.api.RollbackId;
import picocli.CommandLine.Command;

/** {@code co rollback undo}. */
@Command(name = "undo", description = "Undo a rollback: its tasks, and no others, return to just before it.")
final class RollbackUndoCommand extends UndoingCommand {
    @Override
    RollbackId undone(RollbackId given) {
        return given;
    }

    @Override
    boolean isRedo() {
        return false;
    }
}
