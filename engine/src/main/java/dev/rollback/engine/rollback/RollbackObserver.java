package dev.rollback.engine.rollback;

import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;

/** Is told of rollbacks on the thread that carries them out; what it throws changes nothing. */
public interface RollbackObserver {
    RollbackObserver NONE = new RollbackObserver() {};

    /** Once, before anything is written. */
    default void before(RollBack rollback) {}

    /** It is durable. */
    default void after(RollBack rollback) {}

    /** It was refused for good; its record, where it leaves one, is written. */
    default void failed(RollBack rollback, RefusedException why) {}
}
