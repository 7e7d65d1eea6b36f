package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a rollback, unique in a store. Made ones look like {@code rb-7k3m9x2fq4a1bz0d}. */
public record RollbackId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RollbackId {
        Names.requireToken("a rollback id", value);
    }

    public static RollbackId random() {
        return new RollbackId("rb-" + RandomToken.next());
    }

    /** The same id for the same request, so that one sent twice leaves one record. */
    public static RollbackId ofRequest(String requestId) {
        return new RollbackId("rb-" + RandomToken.of("rollback", requestId));
    }

    @Override
    public String toString() {
        return value;
    }
}
