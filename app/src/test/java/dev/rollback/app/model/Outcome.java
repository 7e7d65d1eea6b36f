package dev.rollback.app.model;

import dev.rollback.api.RefusalCode;
import org.jspecify.annotations.Nullable;

/** What became of a command. */
sealed interface Outcome {

    /**
     * @param answer what it was answered with; null where nobody looks
     * @param entries how many events it made
     */
    record Done(@Nullable Object answer, long entries) implements Outcome {}

    record Refused(RefusalCode code, String message) implements Outcome {}
}
