package dev.rollback.api;

import org.jspecify.annotations.Nullable;

/** Where a task stands in its life. */
public enum TaskStatus {
    PENDING("pending"),
    RUNNING("in-progress"),
    COMPLETED("done"),
    FAILED("blocked"),
    CANCELLED("cancelled"),
    /** A rollback went to a moment at which the task did not exist. */
    RETRACTED(null),
    /** The task is gone from the file it came from, or was withdrawn by hand. */
    WITHDRAWN(null);

    private final @Nullable String fileText;

    TaskStatus(@Nullable String fileText) {
        this.fileText = fileText;
    }

    /** How a Task Master file spells it, or null for a task that is not exported. */
    public @Nullable String fileText() {
        return fileText;
    }

    /** Whether there is a task to work on and to show: neither retracted nor withdrawn. */
    public boolean exists() {
        return fileText != null;
    }

    /**
     * The lifecycle behind a file's own status text. A file knows no failure: {@code blocked} and {@code deferred} are work
     * that waits, {@code review} is work that is not done yet, and a text that the format does not have is work to be done.
     */
    public static TaskStatus ofFileText(String text) {
        return switch (text) {
            case "in-progress", "review" -> RUNNING;
            case "done", "completed" -> COMPLETED;
            case "cancelled" -> CANCELLED;
            default -> PENDING;
        };
    }
}
