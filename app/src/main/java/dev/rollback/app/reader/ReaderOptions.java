package dev.rollback.app.reader;

import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskStateSchema;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What a reader is told of the application. Settings are asked for where an answer depends on them, and not before: what is
 * wrong with a setting refuses no answer that has nothing to do with it.
 *
 * @param rollback whether and how tasks may go back, as plans and the status are to say
 * @param historyLimit how many of the newest rollbacks keep what their undo needs, as clean-ups are to say
 * @param schema in which form the application keeps the data of its tasks
 */
public record ReaderOptions(
        Supplier<RollbackSettings> rollback, IntSupplier historyLimit, TaskStateSchema schema, InstantSource clock) {}
