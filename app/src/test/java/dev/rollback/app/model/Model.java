package dev.rollback.app.model;

import dev.rollback.api.BoardCommand.ImportDocument;
import dev.rollback.api.BoardCommand.RecordExport;
import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RetentionCommand;
import dev.rollback.api.RetentionCommand.EndCheckpointLease;
import dev.rollback.api.RetentionCommand.LeaseCheckpoint;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskCommand;
import dev.rollback.app.model.Forecast.Done;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole behaviour, naively: a list of what happened, and answers that are folded from its first entry each time. It
 * says beforehand what a command must come to, and is then told what it came to.
 */
final class Model {
    private static final RollbackId ANY = new RollbackId("any");

    private final Story story = new Story();
    private final Map<String, Remembered> requests = new HashMap<>();

    private record Remembered(Object command, @Nullable Object answer) {}

    Story story() {
        return story;
    }

    Forecast foresee(Object command, RequestContext context) {
        return foresee(command, context, null);
    }

    /** @param earlier the plan whose digest the command carries; null for none */
    Forecast foresee(Object command, RequestContext context, @Nullable Plan earlier) {
        Remembered remembered = context.requestId() == null ? null : requests.get(context.requestId());
        if (remembered != null) {
            return remembered.command().equals(asked(command))
                    ? Forecast.done(List.of(), remembered.answer())
                    : Forecast.refused(RefusalCode.CONFLICT);
        } else if (command instanceof TaskCommand c) {
            return new Verbs(story).foresee(c, context.epoch());
        } else if (command instanceof CreateSystemCheckpoint c) {
            return new Marking(story).foresee(c);
        } else if (command instanceof RollBack c) {
            return new Rollbacks(story).foresee(c, earlier);
        } else if (command instanceof RetentionCommand c) {
            return new Retaining(story).foresee(c);
        } else if (command instanceof ImportDocument c) {
            return new Importing(story).foresee(c);
        } else if (command instanceof RecordExport c) {
            return new Importing(story).foresee(c);
        }
        throw new IllegalStateException("no rule for " + command);
    }

    /** What a rollback with this scope would do; an {@link Objection} where it would be refused. */
    Plan plan(RollbackScope scope) {
        return new Rollbacks(story).plan(scope);
    }

    /**
     * Goes on with what became of the command.
     *
     * @throws AssertionError where the forecast does not allow it
     */
    void happened(Object command, RequestContext context, Forecast forecast, Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            if (!forecast.allows(refused.code())) {
                throw new AssertionError("expected %s, but it was refused: %s %s"
                        .formatted(told(forecast), refused.code(), refused.message()));
            }
            story.append(trace(command, context, refused.code()));
        } else if (outcome instanceof Outcome.Done done) {
            Done expected = forecast.done();
            if (expected == null) {
                throw new AssertionError("expected %s, but it was done: %s".formatted(told(forecast), done.answer()));
            }
            remember(command, context, done, expected);
            lease(command);
            story.append(unit(expected, done.entries() - expected.after().size()));
            story.append(expected.after());
        }
    }

    private void lease(Object command) {
        if (command instanceof LeaseCheckpoint c) {
            story.leases().add(new Lease(c.checkpointId(), c.lease()));
        } else if (command instanceof EndCheckpointLease c) {
            story.leases().remove(new Lease(c.checkpointId(), c.lease()));
        }
    }

    private void remember(Object command, RequestContext context, Outcome.Done done, Done expected) {
        if (expected.answer() != null && !expected.answer().equals(done.answer())) {
            throw new AssertionError(
                    "expected the answer %s, but it was %s".formatted(expected.answer(), done.answer()));
        }
        if (context.requestId() != null && done.entries() > 0) {
            requests.put(context.requestId(), new Remembered(asked(command), expected.answer()));
        }
    }

    private static List<Happening> unit(Done expected, long entries) {
        List<Happening> unit = new ArrayList<>(expected.unit());
        if (expected.open() != null && entries == unit.size() + 1) {
            unit.add(Math.max(0, unit.size() - 1), expected.open());
        }
        if (unit.size() != entries) {
            throw new AssertionError("expected %d events, but there are %d: %s".formatted(unit.size(), entries, unit));
        }
        return unit;
    }

    private List<Happening> trace(Object command, RequestContext context, RefusalCode code) {
        if (command instanceof RollBack c) {
            return Rollbacks.trace(c, code);
        }
        return command instanceof TaskCommand c && code == RefusalCode.STALE_EPOCH && context.epoch() != null
                ? new Verbs(story).trace(c, context.epoch(), context.actor())
                : List.of();
    }

    /** What a request is compared by: the id of a rollback is no part of what is asked. */
    private static Object asked(Object command) {
        return command instanceof RollBack c
                ? new RollBack(
                        ANY, c.scope(), c.reason(), c.note(), c.metadata(), c.confirmed(), c.digest(), c.planned())
                : command;
    }

    private static String told(Forecast forecast) {
        Done done = forecast.done();
        return done == null
                ? "a refusal " + forecast.refusals()
                : done.unit() + " and then " + done.after()
                        + (forecast.refusals().isEmpty() ? "" : " or a refusal " + forecast.refusals());
    }
}
