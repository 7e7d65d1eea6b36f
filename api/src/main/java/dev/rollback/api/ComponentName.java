package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** A named part of a task's state: capital letters, digits and underscores. The well-known ones are constants here. */
public record ComponentName(@JsonValue String value) implements Comparable<ComponentName> {
    public static final ComponentName TASK_STATE = new ComponentName("TASK_STATE");
    public static final ComponentName WORKER_STATE = new ComponentName("WORKER_STATE");
    public static final ComponentName CONFIGURATION = new ComponentName("CONFIGURATION");
    public static final ComponentName FILE_SYSTEM = new ComponentName("FILE_SYSTEM");
    public static final ComponentName DATABASE = new ComponentName("DATABASE");
    public static final ComponentName CACHE = new ComponentName("CACHE");
    public static final ComponentName QUEUE = new ComponentName("QUEUE");

    /** The constants: what tools and documents speak of without asking a task for it. */
    public static final List<ComponentName> WELL_KNOWN =
            List.of(TASK_STATE, WORKER_STATE, CONFIGURATION, FILE_SYSTEM, DATABASE, CACHE, QUEUE);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ComponentName {
        if (!value.matches("[A-Z][A-Z0-9_]{0,63}")) {
            throw Names.invalid(
                    "a component is 1 to 64 capital letters, digits or '_', such as CACHE: '%s' is not", value);
        }
    }

    @Override
    public int compareTo(ComponentName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
