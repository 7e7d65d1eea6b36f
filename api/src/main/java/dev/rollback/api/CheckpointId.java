package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a checkpoint, unique in a store. Made ones look like {@code cp-7k3m9x2fq4a1bz0d}. */
public record CheckpointId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CheckpointId {
        Names.requireToken("a checkpoint id", value);
    }

    public static CheckpointId random() {
        return new CheckpointId("cp-" + RandomToken.next());
    }

    /** The same id for the same request, so that a request sent twice asks for the same thing. */
    public static CheckpointId ofRequest(String requestId) {
        return new CheckpointId("cp-" + RandomToken.of("checkpoint", requestId));
    }

    @Override
    public String toString() {
        return value;
    }
}
