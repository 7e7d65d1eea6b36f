package dev.rollback.cli.rollback;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.app.reader.PlanReader;
import dev.rollback.app.reader.Workers;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.NotConfirmed;
import dev.rollback.cli.command.Question;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Gets a person's yes to a rollback: to what the person has seen, and to nothing else. */
final class ConfirmationFlow {
    /** What leaves no record. */
    private static final Set<RefusalCode> UNRECORDED = Set.of(
            RefusalCode.INVALID_INPUT,
            RefusalCode.INVALID_SCOPE,
            RefusalCode.NOT_CONFIRMED,
            RefusalCode.ALREADY_THERE,
            RefusalCode.STORE_UNAVAILABLE);

    private static final String NO_PLAN = "none";

    private final CoCommand command;
    private final boolean details;

    ConfirmationFlow(CoCommand command, boolean details) {
        this.command = command;
        this.details = details;
    }

    /** A rollback that is wanted, and whose work it ends. */
    record Agreed(RollBack rollback, Workers workers) {}

    /** Agreed to beforehand, whatever the plan will be. */
    Agreed unasked(RollBack rollback) {
        RollbackPlan plan = plan(rollback);
        return new Agreed(rollback.confirm(), workers(plan));
    }

    /** @throws NotConfirmed where nobody says yes */
    Agreed asked(RollBack rollback) throws IOException {
        RollbackPlan plan = plan(rollback);
        Workers workers = workers(plan);
        PlanAnswer.tellMoment(command, plan);
        new PlanText(plan, details).print(command.aside());
        Question.confirm(command.session().surroundings(), new PlanSummary(plan).question(workers));
        return new Agreed(bound(rollback, plan.digest(), plan.planned()), workers);
    }

    private RollbackPlan plan(RollBack rollback) {
        RollbackPlan plan;
        try {
            PlanReader plans = command.reader().plans();
            plan = command.session().ongoing().watch(() -> plans.rollback(rollback.scope()));
        } catch (RefusedException refused) {
            throw UNRECORDED.contains(refused.code()) ? refused : recorded(rollback, refused);
        }
        if (rollback.digest() != null && !rollback.digest().equals(plan.digest())) {
            throw outdated(rollback);
        }
        return plan;
    }

    private RefusedException outdated(RollBack rollback) {
        RefusedException refused =
                recorded(rollback, new RefusedException(RefusalCode.CONFLICT, "the plan is another now."));
        return new RefusedException(
                refused.code(), refused.getMessage() + " 'co rollback plan … --out FILE' plans again.", refused);
    }

    private Workers workers(RollbackPlan plan) {
        return command.reader().plans().workers(plan);
    }

    /** Nothing can be lost by trying what is refused, bound to no plan there is: it leaves the record that it failed. */
    private RefusedException recorded(RollBack rollback, RefusedException refused) {
        try {
            RollBack bound = bound(rollback, NO_PLAN, rollback.planned());
            RollbackId unused = command.rollbacks().rollBack(bound).rollbackId();
            return refused;
        } catch (RefusedException again) {
            return again;
        }
    }

    private static RollBack bound(RollBack rollback, String digest, List<PlannedTask> planned) {
        return new RollBack(
                rollback.rollbackId(),
                rollback.scope(),
                rollback.reason(),
                rollback.note(),
                rollback.metadata(),
                true,
                digest,
                planned);
    }
}
