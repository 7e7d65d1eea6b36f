package dev.rollback.app.model;

import dev.rollback.api.BoardCommand.RecordExport;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One sequence of steps, taken by the model and by a subject, which are compared after each. */
final class Run {
    private static final int ALL_EVERY = Integer.getInteger("rollback.model.all", 5);

    private final Model model = new Model();
    private final Commands commands = new Commands(model.story());
    private final Map<String, Planned> plans = new HashMap<>();
    private final Subject subject;
    private final Comparison comparison;
    private final Tally tally;

    private record Planned(Plan expected, Seen.Plan seen) {}

    Run(Subject subject, Tally tally) {
        this.subject = subject;
        this.comparison = new Comparison(model.story(), subject);
        this.tally = tally;
    }

    /** @throws AssertionError which says at which step the two differ, and in what */
    static void of(List<Step> steps, Subject subject, Tally tally) {
        Run run = new Run(subject, tally);
        int number = 0;
        try {
            for (; number < steps.size(); number++) {
                long since = run.story().head();
                run.take(steps.get(number));
                run.comparison.after(since, number % ALL_EVERY == 0);
            }
        } catch (Undecided e) {
            tally.count("undecided: " + e.getMessage());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "step %d, %s: %s".formatted(number, StepText.text(steps.get(number)), e.getMessage()), e);
        }
        run.comparison.atTheEnd();
        subject.audit();
    }

    /** @throws Undecided before anything was done */
    void take(Step step) {
        Step bare = step instanceof Step.Request request ? request.step() : step;
        Object command = commands.command(bare);
        RequestContext context = commands.context(step);
        if (command != null) {
            send(step, command, context, null);
        } else if (bare instanceof Step.Redo redo) {
            redo(redo, context);
        } else if (bare instanceof Step.Plan plan) {
            plan(plan, plan.plan(), commands.scope(plan.target()));
        } else if (bare instanceof Step.PlanUndo plan) {
            plan(plan, plan.plan(), Commands.undoing(new RollbackId(plan.undone()), plan.laterWork()));
        } else if (bare instanceof Step.Apply apply) {
            apply(apply, context);
        } else if (bare instanceof Step.Export) {
            export(bare, context);
        } else if (bare instanceof Step.Restart) {
            subject.restart();
        } else if (bare instanceof Step.ForgetSnapshots) {
            subject.forgetSnapshots();
        } else if (bare instanceof Step.LookBack look) {
            comparison.moment(commands.ago(look.events()));
        }
    }

    /** Whether the step would be more than refused. */
    boolean promises(Step step) {
        Step bare = step instanceof Step.Request request ? request.step() : step;
        Object command = commands.command(bare);
        try {
            if (command != null) {
                return model.foresee(command, commands.context(step)).done() != null;
            } else if (bare instanceof Step.Redo redo) {
                RollbackId undo = new Records(model.story()).undoToRedo(new RollbackId(redo.undone()));
                return promises(new Step.Undo(redo.rollback(), undo.value(), null));
            } else if (bare instanceof Step.Plan plan) {
                model.plan(commands.scope(plan.target()));
            } else if (bare instanceof Step.PlanUndo plan) {
                model.plan(Commands.undoing(new RollbackId(plan.undone()), plan.laterWork()));
            }
            return !(bare instanceof Step.Apply apply) || plans.containsKey(apply.plan());
        } catch (Objection e) {
            return false;
        }
    }

    Story story() {
        return model.story();
    }

    /** @param earlier the plan whose digest it carries */
    private void send(Step step, Object command, RequestContext context, @Nullable Plan earlier) {
        Object asked = asPlanned(command, earlier);
        Forecast forecast = model.foresee(asked, context, earlier);
        Edges edges = edges(asked);
        Outcome outcome = outcome(() -> subject.send(command, context));
        tally.count(step, outcome);
        tally.count(forecast, outcome);
        model.happened(command, context, forecast, outcome);
        if (edges != null && outcome instanceof Outcome.Done done && done.entries() > 0) {
            comparison.order(edges);
        }
    }

    /** By which the tasks of a rollback are put in order; null of what has no order. */
    private @Nullable Edges edges(Object command) {
        try {
            return command instanceof RollBack back && back.scope().undoes() == null
                    ? model.plan(back.scope()).edges(model.story())
                    : null;
        } catch (Objection e) {
            return null;
        }
    }

    /** The model goes by what was planned, whatever the plan said of it. */
    private static Object asPlanned(Object command, @Nullable Plan earlier) {
        return earlier != null && command instanceof RollBack back
                ? new RollBack(back.rollbackId(), earlier.scope(), "why").confirm()
                : command;
    }

    private Outcome outcome(Supplier<@Nullable Object> sending) {
        long before = subject.head();
        try {
            Object answer = sending.get();
            return new Outcome.Done(answer, subject.head() - before);
        } catch (RefusedException e) {
            return new Outcome.Refused(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private void plan(Step step, String name, RollbackScope scope) {
        Plan expected = null;
        Set<RefusalCode> refusals = Set.of();
        try {
            expected = model.plan(scope);
            refusals = expected.objections().codes();
        } catch (Objection e) {
            refusals = e.codes();
        }
        try {
            Seen.Plan seen = subject.plan(scope);
            tally.count(step, "planned");
            comparison.plan(expected, refusals, seen);
            if (expected != null) {
                plans.put(name, new Planned(expected, seen));
            }
        } catch (RefusedException e) {
            tally.count(step, "not planned " + e.code());
            Comparison.refused(expected != null, refusals, e);
        }
    }

    private void apply(Step.Apply apply, RequestContext context) {
        Planned planned = plans.get(apply.plan());
        if (planned != null) {
            Seen.Plan seen = planned.seen();
            RollBack command = new RollBack(
                    commands.unused(apply.rollback()),
                    seen.scope(),
                    RollbackReason.MANUAL,
                    "why",
                    Map.of(),
                    true,
                    seen.digest(),
                    seen.planned());
            send(apply, command, context, planned.expected());
        }
    }

    private void redo(Step.Redo redo, RequestContext context) {
        RollbackId undone = new RollbackId(redo.undone());
        RollbackId undo;
        try {
            undo = new Records(model.story()).undoToRedo(undone);
        } catch (Objection e) {
            comparison.refused(e.codes(), () -> subject.undoToRedo(undone));
            tally.count(redo, "refused " + e.codes());
            return;
        }
        comparison.same("what is undone to redo " + undone, undo, subject.undoToRedo(undone));
        send(redo, commands.undo(redo.rollback(), undo, null), context, null);
    }

    private void export(Step step, RequestContext context) {
        Json document = subject.document();
        comparison.document(document);
        if (document != null) {
            send(step, new RecordExport(document, "tasks.json"), context, null);
        }
    }
}
