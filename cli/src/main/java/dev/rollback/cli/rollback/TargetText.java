package dev.rollback.cli.rollback;

import dev.rollback.api.Moment;
import dev.rollback.api.Moment.AfterRollback;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.Moment.AtDocument;
import dev.rollback.api.Moment.AtTime;
import dev.rollback.api.Moment.BeforeRollback;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackView;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.terminal.Text;

/** Where a rollback went, in a few words. */
final class TargetText {
    private static final int MOST_NAMED = 3;

    private final CoCommand command;

    TargetText(CoCommand command) {
        this.command = command;
    }

    String of(RollbackView record) {
        return record.redoes() == null ? of(record.scope()) : "redo of " + record.redoes();
    }

    String of(RollbackScope scope) {
        if (scope.undoes() != null) {
            return "undo of " + scope.undoes();
        }
        return scope.at() == null ? Text.some(scope.checkpoints(), MOST_NAMED) : of(scope.at());
    }

    private String of(Moment moment) {
        if (moment instanceof AtTime at) {
            return String.valueOf(command.time(at.time()));
        } else if (moment instanceof AtDocument at) {
            return "file of " + command.time(at.asOf());
        } else if (moment instanceof AtCheckpoint at) {
            return at.checkpointId().value();
        } else if (moment instanceof BeforeRollback before) {
            return "before " + before.rollbackId();
        } else if (moment instanceof AfterRollback after) {
            return "after " + after.rollbackId();
        }
        return moment.text();
    }
}
