package dev.rollback.engine;

import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.rollback.Participants;
import java.time.InstantSource;

/**
 * How the engine works in an application. Immutable; the {@code with…} methods give changed copies.
 *
 * @param clock tells the time; that of an event is never before the one ahead of it
 * @param settings what happens automatically
 * @param historyLimit how many of the newest rollbacks can be undone as if no checkpoint had been cleaned up; from 0 on
 * @param actor who opens the store, and so takes it up where it is a backup
 * @param schema in which form the application keeps the data of its tasks
 * @param participants what goes back with tasks
 */
public record EngineModuleOptions(
        InstantSource clock,
        RollbackSettings settings,
        int historyLimit,
        String actor,
        TaskStateSchema schema,
        Participants participants) {
    private static final int HISTORY_LIMIT = 100;

    /** @throws IllegalArgumentException for a negative limit */
    public EngineModuleOptions {
        if (historyLimit < 0) {
            throw new IllegalArgumentException("a history is of 0 rollbacks or more, not of " + historyLimit);
        }
    }

    /** The system's clock, what happens unless it is configured, 100 rollbacks, nobody's name, no versions, boards. */
    public static EngineModuleOptions defaults() {
        return new EngineModuleOptions(
                InstantSource.system(),
                RollbackSettings.defaults(),
                HISTORY_LIMIT,
                "unknown",
                TaskStateSchema.UNVERSIONED,
                EngineParticipants.BUILT_IN);
    }

    public EngineModuleOptions withClock(InstantSource changed) {
        return new EngineModuleOptions(changed, settings, historyLimit, actor, schema, participants);
    }

    public EngineModuleOptions withSettings(RollbackSettings changed) {
        return new EngineModuleOptions(clock, changed, historyLimit, actor, schema, participants);
    }

    public EngineModuleOptions withHistoryLimit(int changed) {
        return new EngineModuleOptions(clock, settings, changed, actor, schema, participants);
    }

    public EngineModuleOptions withActor(String changed) {
        return new EngineModuleOptions(clock, settings, historyLimit, changed, schema, participants);
    }

    public EngineModuleOptions withSchema(TaskStateSchema changed) {
        return new EngineModuleOptions(clock, settings, historyLimit, actor, changed, participants);
    }

    public EngineModuleOptions withParticipants(Participants changed) {
        return new EngineModuleOptions(clock, settings, historyLimit, actor, schema, changed);
    }
}
