package dev.rollback.api;

import java.util.List;

/**
 * What an import came to.
 *
 * @param registered tasks that are new
 * @param returned tasks that had been withdrawn or retracted
 * @param changed tasks of which the document changed something
 * @param withdrawn tasks that the document no longer has
 * @param unchanged tasks of the document that stay as they are
 * @param boardChanged whether something changed that belongs to no task, such as the order
 * @param warnings what a person should know: fields that file and store had both changed, cycles, and the like
 */
public record ImportReport(
        List<TaskId> registered,
        List<TaskId> returned,
        List<TaskId> changed,
        List<TaskId> withdrawn,
        int unchanged,
        boolean boardChanged,
        List<String> warnings) {
    public ImportReport {
        registered = List.copyOf(registered);
        returned = List.copyOf(returned);
        changed = List.copyOf(changed);
        withdrawn = List.copyOf(withdrawn);
        warnings = List.copyOf(warnings);
    }

    /** Whether the document says what the one before it said. Then at most its layout was recorded, where that was not known. */
    public boolean nothingChanged() {
        return registered.isEmpty() && returned.isEmpty() && changed.isEmpty() && withdrawn.isEmpty() && !boardChanged;
    }
}
