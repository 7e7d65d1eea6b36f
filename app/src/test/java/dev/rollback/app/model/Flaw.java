package dev.rollback.app.model;

import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What an engine could do wrong, as another command that it would do right. */
enum Flaw implements UnaryOperator<Object> {
    FORGETS_WHO_IS_PRESERVED {
        @Override
        RollbackScope read(RollbackScope scope) {
            return scope.preserving(List.of());
        }
    },
    GOES_BACK_WITHOUT_A_YES {
        @Override
        public Object apply(Object command) {
            return command instanceof RollBack back ? back.confirm() : command;
        }
    },
    TAKES_EXCLUDED_COMPONENTS_BACK {
        @Override
        RollbackScope read(RollbackScope scope) {
            return scope.withoutComponents(List.of());
        }
    },
    NEEDS_NO_FORCE {
        @Override
        RollbackScope read(RollbackScope scope) {
            return scope.forced();
        }
    },
    DISCARDS_LATER_WORK {
        @Override
        RollbackScope read(RollbackScope scope) {
            return scope.undoes() == null ? scope : scope.with(LaterWork.DISCARD);
        }
    },
    LOSES_THE_DATA_OF_A_CHECKPOINT {
        @Override
        public Object apply(Object command) {
            return command instanceof CreateCheckpoint c && c.data() != null
                    ? new CreateCheckpoint(
                            c.taskId(), c.checkpointId(), c.phase(), null, null, null, Json.EMPTY_OBJECT, Map.of())
                    : command;
        }
    };

    /** What it takes a rollback's scope for. */
    RollbackScope read(RollbackScope scope) {
        return scope;
    }

    @Override
    public Object apply(Object command) {
        return command instanceof RollBack c
                ? new RollBack(
                        c.rollbackId(),
                        read(c.scope()),
                        c.reason(),
                        c.note(),
                        c.metadata(),
                        c.confirmed(),
                        c.digest(),
                        c.planned())
                : command;
    }
}
