package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to one rollback. What it does to each task is that task's {@code TaskRolledBack}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface RollbackEvent {
    RollbackId rollbackId();

    /**
     * @param scope what was asked, with the strategy and the tasks that followed from it
     * @param cut the global position that the tasks go back to; null where they go to mixed moments
     * @param digest binds the plan that was made to what is done
     * @param failure what it answers, where nobody asked for it
     */
    @Revision("3")
    record RollbackRequested(
            RollbackId rollbackId,
            RollbackScope scope,
            @Nullable Long cut,
            RollbackReason reason,
            String note,
            Map<String, String> metadata,
            String digest,
            @Nullable TaskFailure failure)
            implements RollbackEvent {
        public RollbackRequested {
            metadata = Map.copyOf(metadata);
        }
    }

    /** All of it is done, in the same unit of work as the request. */
    @Revision("1")
    record RollbackSucceeded(RollbackId rollbackId, List<TaskId> tasks, long eventsCompensated)
            implements RollbackEvent {
        public RollbackSucceeded {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * Nothing was changed but this record.
     *
     * @param failure what the rollback was to answer, where nobody asked for it
     */
    @Revision("3")
    record RollbackFailed(
            RollbackId rollbackId,
            RollbackScope scope,
            RollbackReason reason,
            String note,
            Map<String, String> metadata,
            RefusalCode code,
            String error,
            @Nullable TaskFailure failure)
            implements RollbackEvent {
        public RollbackFailed {
            metadata = Map.copyOf(metadata);
        }
    }
}
