package dev.rollback.engine.history;

import org.jspecify.annotations.Nullable;

/**
 * Where a field's value comes from, as places in its task's stream.
 *
 * @param setBy the event that gave it this value
 * @param broughtBackBy the rollback that gave it this value again, where one did
 */
record Origin(long setBy, @Nullable Long broughtBackBy) {
    static Origin of(long seq) {
        return new Origin(seq, null);
    }
}
