package dev.rollback.app.model;

import static dev.rollback.api.RefusalCode.ALREADY_THERE;
import static dev.rollback.api.RefusalCode.CONFLICT;
import static dev.rollback.api.RefusalCode.INVALID_INPUT;
import static dev.rollback.api.RefusalCode.INVALID_SCOPE;
import static dev.rollback.api.RefusalCode.NOT_CONFIRMED;
import static dev.rollback.api.RefusalCode.STORE_UNAVAILABLE;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskFailure;
import dev.rollback.app.model.Happening.BoardWentBack;
import dev.rollback.app.model.Happening.RollbackAsked;
import dev.rollback.app.model.Happening.RollbackDone;
import dev.rollback.app.model.Happening.RollbackRefused;
import dev.rollback.app.model.Happening.WentBack;
import dev.rollback.app.model.Plan.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a rollback comes to. */
record Rollbacks(Story story) {
    private static final Set<RefusalCode> WITHOUT_RECORD =
            EnumSet.of(INVALID_INPUT, INVALID_SCOPE, NOT_CONFIRMED, ALREADY_THERE, STORE_UNAVAILABLE);

    /** Refused as the rollback itself would be, but for what a person has to say yes to. */
    Plan plan(RollbackScope scope) {
        Plan plan = planned(scope);
        plan.objections().raise();
        return plan;
    }

    private Plan planned(RollbackScope scope) {
        return scope.undoes() == null ? Planner.plan(story, scope) : Undoing.plan(story, scope);
    }

    /** @param earlier the plan that is to be carried out, and no other; null for none */
    Forecast foresee(RollBack command, @Nullable Plan earlier) {
        Plan plan;
        try {
            plan = planned(command.scope());
        } catch (Objection e) {
            return Forecast.refused(earlier == null ? e.codes() : with(e.codes(), CONFLICT));
        }
        if (earlier != null) {
            Certainty same = plan.sameAs(earlier);
            plan.objections().addIf(same == Certainty.NO, CONFLICT);
            plan.objections().perhapsIf(same == Certainty.OPEN, CONFLICT);
        } else if (!command.confirmed()) {
            plan.objections().addIf(plan.confirmation() == Certainty.YES, NOT_CONFIRMED);
            plan.objections().perhapsIf(plan.confirmation() == Certainty.OPEN, NOT_CONFIRMED);
        }
        return plan.objections().certain()
                ? Forecast.refused(plan.objections().codes())
                : new Forecast(done(command, plan), plan.objections().codes());
    }

    private static Set<RefusalCode> with(Set<RefusalCode> codes, RefusalCode more) {
        Set<RefusalCode> all = EnumSet.copyOf(codes);
        all.add(more);
        return all;
    }

    private static Forecast.Done done(RollBack command, Plan plan) {
        RollbackId id = command.rollbackId();
        List<Happening> unit = new ArrayList<>();
        unit.add(new RollbackAsked(id, command.scope(), plan.cut(), null));
        plan.parts().forEach(part -> unit.add(back(id, part)));
        Happening board = plan.cut() == null ? null : new BoardWentBack(id, plan.cut());
        if (board != null && plan.boards() == Certainty.YES) {
            unit.add(board);
        }
        unit.add(new RollbackDone(id));
        return new Forecast.Done(unit, plan.boards() == Certainty.OPEN ? board : null, id);
    }

    /** What a rollback of a single task comes to that nobody asked for. */
    List<Happening> byItself(RollbackId id, RollbackScope scope, TaskFailure failure) {
        Plan plan = plan(scope);
        List<Happening> unit = new ArrayList<>();
        unit.add(new RollbackAsked(id, scope, plan.cut(), failure));
        plan.parts().forEach(part -> unit.add(back(id, part)));
        unit.add(new RollbackDone(id));
        return unit;
    }

    private static WentBack back(RollbackId id, Part part) {
        return new WentBack(
                part.task(),
                id,
                part.target().seq(),
                part.now().epoch() + 1,
                part.components(),
                part.checkpoint(),
                part.dragged());
    }

    /** The record that a refusal leaves. */
    static List<Happening> trace(RollBack command, RefusalCode code) {
        return WITHOUT_RECORD.contains(code)
                ? List.of()
                : List.of(new RollbackRefused(command.rollbackId(), command.scope(), code, null));
    }
}
