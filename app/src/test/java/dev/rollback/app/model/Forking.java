package dev.rollback.app.model;

import dev.rollback.api.Moment.AtSeq;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskReceipt;
import dev.rollback.api.TaskView.ForkOrigin;
import dev.rollback.app.model.Happening.Forked;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A new task with all that another one was. */
record Forking(Story story) {

    Forecast foresee(ForkTask command) {
        Standing now = story.now(command.taskId());
        Set<RefusalCode> refusals = EnumSet.noneOf(RefusalCode.class);
        if (now.exists()) {
            refusals.add(RefusalCode.CONFLICT);
        }
        Standing then = Standing.NOTHING;
        try {
            then = story.after(command.source(), seq(command));
        } catch (Objection e) {
            refusals.addAll(e.codes());
        }
        if (!then.exists()) {
            refusals.add(RefusalCode.NOT_FOUND);
        }
        return refusals.isEmpty() ? done(command, now, then) : Forecast.refused(refusals);
    }

    private long seq(ForkTask command) {
        if (!(command.at() instanceof AtSeq at)) {
            return story.seqAt(command.source(), new Moments(story).cut(command.at()));
        } else if (at.seq() > story.now(command.source()).seq()) {
            throw new Objection(RefusalCode.NOT_FOUND);
        }
        return at.seq();
    }

    private Forecast done(ForkTask command, Standing now, Standing then) {
        long epoch = now.known() ? now.epoch() + 1 : 0;
        Forked forked = new Forked(
                command.taskId(),
                then.content().with(facts(command.taskId(), then.facts())),
                story.now(command.source()).policy(),
                epoch,
                new ForkOrigin(command.source(), then.seq()));
        return Forecast.done(List.of(forked), new TaskReceipt(command.taskId(), now.seq() + 1, epoch));
    }

    /** Without what is not there any more, or hangs on the fork itself. */
    private Facts facts(TaskId fork, Facts then) {
        Edges now = Edges.at(story, story.head());
        List<TaskId> dependsOn = then.dependsOn().stream()
                .filter(on -> story.now(on).exists() && !now.reaches(on, fork))
                .toList();
        TaskId parent = then.parent();
        boolean keeps = parent != null && story.now(parent).exists() && !isPartOf(parent, fork);
        return new Facts(
                then.title(),
                then.status(),
                then.statusText(),
                dependsOn,
                keeps ? parent : null,
                then.error(),
                false,
                then.data());
    }

    private boolean isPartOf(TaskId task, TaskId whole) {
        Set<TaskId> seen = new HashSet<>();
        TaskId next = task;
        while (next != null && seen.add(next)) {
            if (next.equals(whole)) {
                return true;
            }
            next = parent(next);
        }
        return false;
    }

    private @Nullable TaskId parent(TaskId task) {
        Standing now = story.now(task);
        return now.exists() ? now.facts().parent() : null;
    }
}
