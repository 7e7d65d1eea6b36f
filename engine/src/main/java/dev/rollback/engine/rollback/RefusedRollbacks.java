package dev.rollback.engine.rollback;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.engine.story.RollbackStory;
import dev.rollback.engine.unit.UnitOfEvents;
import java.util.List;
import java.util.Set;

/** Which refusals of rollbacks leave a record, and how it is kept: in a unit of its own. */
final class RefusedRollbacks {
    /**
     * Malformed input leaves no trace, nor what a person has not said yes to; a task that stands at its target is no
     * failure, and a lost store takes none.
     */
    private static final Set<RefusalCode> UNRECORDED = Set.of(
            RefusalCode.INVALID_INPUT,
            RefusalCode.INVALID_SCOPE,
            RefusalCode.NOT_CONFIRMED,
            RefusalCode.ALREADY_THERE,
            RefusalCode.STORE_UNAVAILABLE);

    private final UnitOfEvents.Source units;
    private final TaskStateSchema schema;

    RefusedRollbacks(UnitOfEvents.Source units, TaskStateSchema schema) {
        this.units = units;
        this.schema = schema;
    }

    /** Keeps the record of this one, where it is to have any. */
    void add(Attempt attempt, RefusedException refused, RollbackStory story) {
        boolean recorded = !UNRECORDED.contains(refused.code()) && !isForAnother(attempt, refused);
        story.refused(refused.code(), recorded);
        if (recorded) {
            record(attempt, refused, story);
        }
    }

    /** Who knows no versions leaves what failed and is due to the application, which has the migrations. */
    private boolean isForAnother(Attempt attempt, RefusedException refused) {
        return attempt.failure() != null
                && refused.code() == RefusalCode.VERSION_INCOMPATIBLE
                && schema.version() == null;
    }

    private void record(Attempt attempt, RefusedException refused, RollbackStory story) {
        RollBack command = attempt.command();
        RollbackFailed failed = new RollbackFailed(
                command.rollbackId(),
                command.scope(),
                command.reason(),
                command.note(),
                command.metadata(),
                refused.code(),
                String.valueOf(refused.getMessage()),
                attempt.failure());
        try {
            units.writeAlone(List.of(PreparedRollback.record(0, failed)), story::recorded);
        } catch (RuntimeException e) {
            // The caller is to hear of the refusal, not of the record that could not be kept of it.
            refused.addSuppressed(e);
            story.notRecorded(e);
        }
    }
}
