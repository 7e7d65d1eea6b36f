package dev.rollback.engine.axon;

import dev.rollback.api.BoardCommand;
import dev.rollback.api.CheckpointCommand;
import dev.rollback.api.RetentionCommand;
import dev.rollback.api.RollbackCommand;
import dev.rollback.api.TaskCommand;

/** Tells the engine's own commands from those of the application it is part of. */
public final class EngineCommands {
    private EngineCommands() {}

    public static boolean include(Object command) {
        return command instanceof TaskCommand
                || command instanceof CheckpointCommand
                || command instanceof RetentionCommand
                || command instanceof RollbackCommand
                || command instanceof BoardCommand;
    }
}
