package dev.rollback.app.model;

import static dev.rollback.api.ComponentName.TASK_STATE;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView.ForkOrigin;
import dev.rollback.app.model.Happening.Edited;
import dev.rollback.app.model.Happening.Forked;
import dev.rollback.app.model.Happening.Imported;
import dev.rollback.app.model.Happening.Marked;
import dev.rollback.app.model.Happening.Moved;
import dev.rollback.app.model.Happening.OfTask;
import dev.rollback.app.model.Happening.PolicyChanged;
import dev.rollback.app.model.Happening.Registered;
import dev.rollback.app.model.Happening.Started;
import dev.rollback.app.model.Happening.WentBack;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a task stands after some of its events.
 *
 * @param seq -1 before the first
 * @param worked somebody started it, and neither an end nor a rollback came since
 * @param line the newest checkpoint on its line, which begins where the task was registered or forked last
 * @param origin the moment of another task that it began with
 */
record Standing(
        long seq,
        Content content,
        long epoch,
        TaskPolicy policy,
        boolean worked,
        @Nullable CheckpointId line,
        @Nullable ForkOrigin origin) {
    static final Standing NOTHING = new Standing(-1, Content.NONE, 0, TaskPolicy.DEFAULT, false, null, null);

    boolean known() {
        return seq >= 0;
    }

    boolean exists() {
        return content.exists();
    }

    TaskStatus status() {
        return content.status();
    }

    /** The facts of a task that has some. */
    Facts facts() {
        return Objects.requireNonNull(content.facts());
    }

    /** After one event more. */
    static Standing after(List<Standing> before, OfTask event) {
        Standing last = before.isEmpty() ? NOTHING : before.get(before.size() - 1);
        Standing next =
                new Standing(last.seq + 1, last.content, last.epoch, last.policy, last.worked, last.line, last.origin);
        if (event instanceof Registered e) {
            Content fresh = new Content(e.facts(), new TreeMap<>());
            return new Standing(next.seq, fresh, e.epoch(), e.policy(), false, null, null);
        } else if (event instanceof Forked e) {
            return new Standing(next.seq, e.content(), e.epoch(), e.policy(), false, null, e.origin());
        } else if (event instanceof Started) {
            return next.with(next.facts().with(TaskStatus.RUNNING, null), true);
        } else if (event instanceof Moved e) {
            return next.with(next.facts().with(e.status(), e.error()), false);
        } else if (event instanceof PolicyChanged e) {
            return new Standing(next.seq, next.content, next.epoch, e.policy(), next.worked, next.line, next.origin);
        } else if (event instanceof Edited e) {
            return next.edited(e);
        } else if (event instanceof Imported e) {
            boolean worked = next.worked && e.facts().status() == TaskStatus.RUNNING;
            return next.with(e.epoch()).with(e.facts(), worked);
        } else if (event instanceof Marked e) {
            return next.on(e.checkpoint());
        } else if (event instanceof WentBack e) {
            return next.back(e, e.targetSeq() < 0 ? NOTHING : before.get((int) e.targetSeq()));
        }
        throw new IllegalStateException("no fold for " + event);
    }

    private Standing edited(Edited edit) {
        Content changed = content;
        for (var part : edit.contents().entrySet()) {
            changed = part.getKey().equals(TASK_STATE)
                    ? changed.with(facts().with(part.getValue()))
                    : changed.with(part.getKey(), part.getValue());
        }
        return new Standing(seq, changed, epoch, policy, worked, line, origin);
    }

    private Standing back(WentBack event, Standing target) {
        Filter chosen = Filter.of(event.components());
        Content changed = content.back(target.content, chosen);
        return new Standing(seq, changed, event.epoch(), policy, false, chosen.isAll() ? target.line : line, origin);
    }

    private Standing with(Facts facts, boolean workedThen) {
        return new Standing(seq, content.with(facts), epoch, policy, workedThen, line, origin);
    }

    private Standing with(long newEpoch) {
        return new Standing(seq, content, newEpoch, policy, worked, line, origin);
    }

    private Standing on(CheckpointId checkpoint) {
        return new Standing(seq, content, epoch, policy, worked, checkpoint, origin);
    }
}
