package dev.rollback.engine.rollback;

import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.TaskFailure;
import org.jspecify.annotations.Nullable;

/** One try of a rollback, and the failure that it answers where nobody asked for it. */
record Attempt(RollBack command, @Nullable TaskFailure failure) {}
