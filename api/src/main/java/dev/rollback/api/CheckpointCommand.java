package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked for about the store as a whole and its moments. */
public sealed interface CheckpointCommand {
    CheckpointId checkpointId();

    /**
     * Names the present moment of everything: a system checkpoint, which belongs to no task. Answered with its id;
     * refused as CONFLICT where the id is taken.
     */
    @JsonTypeName("CreateSystemCheckpoint")
    record CreateSystemCheckpoint(
            @JsonProperty("checkpointId") CheckpointId checkpointId,
            @JsonProperty("label") @Nullable String label,
            @JsonProperty("description") @Nullable String description,
            @JsonProperty("metadata") Map<String, String> metadata)
            implements CheckpointCommand {
        public CreateSystemCheckpoint {
            metadata = Map.copyOf(metadata);
        }

        public CreateSystemCheckpoint(CheckpointId checkpointId, @Nullable String label) {
            this(checkpointId, label, null, Map.of());
        }
    }
}
