package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to checkpoints that belong to no task. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface CheckpointEvent {
    CheckpointId checkpointId();

    /** A marker of everything: the cut right after it. It changes nothing. */
    @Revision("1")
    record SystemCheckpointCreated(
            CheckpointId checkpointId,
            @Nullable String label,
            @Nullable String description,
            Map<String, String> metadata)
            implements CheckpointEvent {
        public SystemCheckpointCreated {
            metadata = Map.copyOf(metadata);
        }
    }
}
