package dev.rollback.api;

import dev.rollback.api.RollbackCommand.RollBack;
import java.util.List;

/**
 * Is told of the rollbacks that its own process carries out, whoever asked for them, also of those that happen by
 * themselves. What it throws is logged and changes nothing. It is called on the thread that rolls back, and whoever
 * waits for the rollback waits for it too. To hear of other processes' rollbacks, subscribe to
 * {@link RollbackQuery.FindRollbacks}.
 */
public interface RollbackListener {
    /**
     * Before anything is written; once, however often it has to be tried. It may still be refused.
     *
     * @param checkpoints its targets, as far as there are such
     */
    default void before(RollBack rollback, List<CheckpointView> checkpoints) {}

    /** It is durable. */
    default void after(RollbackView record, List<CheckpointView> checkpoints) {}

    /** It was refused for good, and changed nothing; where the refusal left a record it is in the history. */
    default void failed(RollBack rollback, List<CheckpointView> checkpoints, RefusedException why) {}
}
