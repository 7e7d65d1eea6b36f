package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a task: 1 to 256 printable characters, without a leading or trailing space and not beginning with
 * {@code @}, which is kept for aliases.
 */
public record TaskId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TaskId {
        Names.requirePrintable("a task id", value, 256);
        if (value.startsWith("@")) {
            throw Names.invalid("a task id must not begin with '@': %s names an alias", value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
