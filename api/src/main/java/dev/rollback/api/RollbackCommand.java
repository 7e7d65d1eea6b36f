package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.rollback.api.RollbackPlan.PlannedTask;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything a caller can ask of rollbacks. */
public sealed interface RollbackCommand {
    RollbackId rollbackId();

    /**
     * The rollback that a failure asked for by itself: its task goes back to its last stable checkpoint. Answered with
     * the {@link RollbackId}, or with nothing where the task moved on since. Refused, with one FAILED record, where the
     * task has no such checkpoint (NOT_FOUND) or went back to it too often (LOOP), and as {@link RollBack} is.
     */
    @JsonTypeName("RollBackFailure")
    record RollBackFailure(
            @JsonProperty("rollbackId") RollbackId rollbackId,
            @JsonProperty("failure") TaskFailure failure) implements RollbackCommand {}

    /**
     * Plans a rollback and carries it out: one unit of work with all of it, or nothing. Answered with the
     * {@link RollbackId}. Refused with {@link RefusedException}: NOT_FOUND, CONFLICT, ROLLBACK_DISABLED, FAILED_STATE and
     * the like leave one FAILED record; INVALID_SCOPE, NOT_CONFIRMED and ALREADY_THERE leave none.
     *
     * @param note the reason as a person reads it
     * @param confirmed whether a person has said yes, where the plan wants that
     * @param digest the plan that is to be carried out, and no other: refused as CONFLICT where it would be another now;
     *     null to carry out what the plan is at that moment
     * @param planned what that plan was to do, so that the refusal can name the tasks that moved, joined or left; may be
     *     empty
     */
    @JsonTypeName("RollBack")
    record RollBack(
            @JsonProperty("rollbackId") RollbackId rollbackId,
            @JsonProperty("scope") RollbackScope scope,
            @JsonProperty("reason") RollbackReason reason,
            @JsonProperty("note") String note,
            @JsonProperty("metadata") Map<String, String> metadata,
            @JsonProperty("confirmed") boolean confirmed,
            @JsonProperty("digest") @Nullable String digest,
            @JsonProperty("planned") List<PlannedTask> planned)
            implements RollbackCommand {
        public RollBack {
            if (note.isBlank()) {
                throw Names.invalid("a rollback needs a reason: say why");
            }
            metadata = Map.copyOf(metadata);
            planned = List.copyOf(planned);
        }

        public RollBack(
                RollbackId rollbackId,
                RollbackScope scope,
                RollbackReason reason,
                String note,
                Map<String, String> metadata) {
            this(rollbackId, scope, reason, note, metadata, false, null, List.of());
        }

        public RollBack(RollbackId rollbackId, RollbackScope scope, String note) {
            this(rollbackId, scope, RollbackReason.MANUAL, note, Map.of());
        }

        public RollBack(RollbackId rollbackId, CheckpointId checkpointId, String note) {
            this(rollbackId, RollbackScope.to(checkpointId), note);
        }

        /** Exactly this plan, of which a person has said yes. */
        public static RollBack of(
                RollbackPlan plan,
                RollbackId rollbackId,
                RollbackReason reason,
                String note,
                Map<String, String> metadata) {
            return new RollBack(rollbackId, plan.scope(), reason, note, metadata, true, plan.digest(), plan.planned());
        }

        /** Said yes to, whatever the plan will be. */
        public RollBack confirm() {
            return new RollBack(rollbackId, scope, reason, note, metadata, true, digest, planned);
        }
    }
}
