package dev.rollback.engine.axon;

import com.fasterxml.jackson.annotation.JsonTypeName;
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

    /**
     * The name that was chosen for it: what is stored, measured and sent says this name, never that of the class.
     *
     * @throws IllegalArgumentException for what has none
     */
    public static String nameOf(Object command) {
        JsonTypeName name = command.getClass().getAnnotation(JsonTypeName.class);
        if (name == null) {
            throw new IllegalArgumentException("no name was chosen for " + command.getClass());
        }
        return name.value();
    }
}
