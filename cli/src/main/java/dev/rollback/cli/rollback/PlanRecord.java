package dev.rollback.cli.rollback;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollback.api.RollbackReason;
import dev.rollback.cli.command.Session;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a plan keeps beside what is to be done: what its record is to say, and which store it is for.
 *
 * @param reason the text for people; null where nobody said one yet
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record PlanRecord(
        @Nullable String reason,
        @Nullable RollbackReason cause,
        Map<String, String> metadata,
        @Nullable StoreName store) {
    PlanRecord {
        metadata = Objects.requireNonNullElse(metadata, Map.of()); // a file may lack it
    }

    /**
     * A store, as its name and as the hash of its first event, which no other store has, and every copy of it.
     *
     * @param address where it was
     */
    record StoreName(String address, String firstEvent) {
        boolean isSame(@Nullable StoreName other) {
            return other == null || Objects.equals(firstEvent, other.firstEvent);
        }
    }

    /** Null where a plan, or its store, does not say. */
    static @Nullable StoreName name(Session session) {
        return session.reader()
                .firstEvent()
                .map(hash -> new StoreName(session.address().toString(), hash))
                .orElse(null);
    }

    /** What is said now, and where nothing is, what was kept. */
    PlanRecord with(PlanRecord said) {
        return new PlanRecord(
                said.reason != null ? said.reason : reason,
                said.cause != null ? said.cause : cause,
                said.metadata.isEmpty() ? metadata : said.metadata,
                store);
    }

    RollbackReason causeOrManual() {
        return Objects.requireNonNullElse(cause, RollbackReason.MANUAL);
    }
}
