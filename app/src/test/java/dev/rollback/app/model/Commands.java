package dev.rollback.app.model;

import dev.rollback.api.BoardCommand.ImportDocument;
import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentEdit;
import dev.rollback.api.ComponentName;
import dev.rollback.api.Moment;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RetentionCommand;
import dev.rollback.api.RetentionCommand.ArchiveCheckpoint;
import dev.rollback.api.RetentionCommand.DeleteCheckpoint;
import dev.rollback.api.RetentionCommand.EndCheckpointLease;
import dev.rollback.api.RetentionCommand.HoldCheckpoint;
import dev.rollback.api.RetentionCommand.LeaseCheckpoint;
import dev.rollback.api.RetentionCommand.PruneCheckpoints;
import dev.rollback.api.RetentionCommand.ReleaseCheckpoint;
import dev.rollback.api.RetentionRule;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskCommand.CancelTask;
import dev.rollback.api.TaskCommand.ChangePolicy;
import dev.rollback.api.TaskCommand.CompleteTask;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.FailTask;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskCommand.RecordHeartbeat;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.ReopenTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskCommand.WithdrawTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import dev.rollback.app.model.Step.Epoch;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a step asks, in the words of the api; what it leaves relative follows from where the story stands. */
record Commands(Story story) {
    private static final RequestContext ANN = RequestContext.of("ann");
    private static final Duration LONG = Duration.ofDays(1);
    private static final String AGO = "back:";

    /** The command of a step that is one; null of another. */
    @Nullable
    Object command(Step step) {
        if (step instanceof Step.Register s) {
            TaskId parent = s.parent() == null ? null : new TaskId(s.parent());
            return new RegisterTask(
                    new TaskId(s.task()), "Task " + s.task(), tasks(s.dependsOn()), parent, policy(s.policy()));
        } else if (step instanceof Step.Fork s) {
            return new ForkTask(new TaskId(s.task()), new TaskId(s.source()), moment(s.at()));
        } else if (step instanceof Step.Do s) {
            return verb(s.verb(), new TaskId(s.task()));
        } else if (step instanceof Step.ChangePolicy s) {
            return new ChangePolicy(new TaskId(s.task()), new TaskPolicy(!s.fixed(), s.backOnFailure(), s.strict()));
        } else if (step instanceof Step.Update s) {
            return update(s);
        } else if (step instanceof Step.Mark s) {
            Json data = s.data() == null ? null : Json.parse(s.data());
            CheckpointId id = new CheckpointId(s.checkpoint());
            return new CreateCheckpoint(new TaskId(s.task()), id, "phase", null, null, null, data, Map.of());
        } else if (step instanceof Step.MarkAll s) {
            return new CreateSystemCheckpoint(new CheckpointId(s.checkpoint()), null);
        } else if (step instanceof Step.Import s) {
            return new ImportDocument(document(s), "tasks.json", null, s.keepOurs());
        } else if (step instanceof Step.Back s) {
            RollBack back = new RollBack(unused(s.rollback()), scope(s.target()), "why");
            return s.confirmed() ? back.confirm() : back;
        } else if (step instanceof Step.Undo s) {
            return undo(s.rollback(), new RollbackId(s.undone()), s.laterWork());
        }
        return retention(step);
    }

    @Nullable
    private static RetentionCommand retention(Step step) {
        if (step instanceof Step.Hold s) {
            return new HoldCheckpoint(new CheckpointId(s.checkpoint()));
        } else if (step instanceof Step.Release s) {
            return new ReleaseCheckpoint(new CheckpointId(s.checkpoint()));
        } else if (step instanceof Step.Archive s) {
            return new ArchiveCheckpoint(new CheckpointId(s.checkpoint()));
        } else if (step instanceof Step.Delete s) {
            return new DeleteCheckpoint(new CheckpointId(s.checkpoint()));
        } else if (step instanceof Step.Prune s) {
            TaskId task = s.task() == null ? null : new TaskId(s.task());
            return new PruneCheckpoints(
                    s.keepLast() == 0
                            ? new RetentionRule(null, Duration.ZERO, task)
                            : new RetentionRule(s.keepLast(), null, task));
        } else if (step instanceof Step.Lease s) {
            return new LeaseCheckpoint(new CheckpointId(s.checkpoint()), s.holder(), LONG);
        } else if (step instanceof Step.EndLease s) {
            return new EndCheckpointLease(new CheckpointId(s.checkpoint()), s.holder());
        }
        return null;
    }

    RollBack undo(String rollback, RollbackId undone, @Nullable LaterWork laterWork) {
        RollBack undo = new RollBack(unused(rollback), undoing(undone, laterWork), "why");
        return laterWork == null ? undo : undo.confirm();
    }

    static RollbackScope undoing(RollbackId undone, @Nullable LaterWork laterWork) {
        return RollbackScope.undoing(undone).with(laterWork);
    }

    /** In whose name, and with which epoch. */
    RequestContext context(Step step) {
        if (step instanceof Step.Request s) {
            return context(s.step()).withRequestId(s.id());
        }
        return step instanceof Step.Work s ? context(s.task(), s.epoch()) : ANN;
    }

    private RequestContext context(String task, Epoch epoch) {
        Standing now = story.now(new TaskId(task));
        if (epoch == Epoch.NONE || !now.known()) {
            return ANN;
        }
        long another = now.epoch() == 0 ? 1 : now.epoch() - 1;
        return ANN.withEpoch(epoch == Epoch.RIGHT ? now.epoch() : another);
    }

    private static TaskCommand verb(Step.Verb verb, TaskId task) {
        return switch (verb) {
            case START -> new StartTask(task);
            case HEARTBEAT -> new RecordHeartbeat(task);
            case COMPLETE -> new CompleteTask(task);
            case FAIL -> new FailTask(task, "boom", RollbackReason.ERROR);
            case CANCEL -> new CancelTask(task);
            case REOPEN -> new ReopenTask(task);
            case WITHDRAW -> new WithdrawTask(task);
        };
    }

    private static TaskCommand update(Step.Update step) {
        ComponentName component = new ComponentName(step.component());
        Json json = Json.parse(step.json());
        return new UpdateTask(
                new TaskId(step.task()),
                List.of(
                        step.replace()
                                ? new ComponentEdit.Replace(component, json)
                                : new ComponentEdit.Merge(component, json)));
    }

    private static TaskPolicy policy(Step.Policy policy) {
        return switch (policy) {
            case USUAL -> TaskPolicy.DEFAULT;
            case FIXED -> new TaskPolicy(false, true, false);
            case STRICT -> new TaskPolicy(true, false, true);
            case BACK_ON_FAILURE -> new TaskPolicy(true, true, false);
        };
    }

    private static Json document(Step.Import step) {
        List<Object> tasks = step.lines().stream().map(Commands::line).toList();
        Map<String, Object> list = Map.of("tasks", tasks);
        return Json.of(step.tagged() ? Map.of(Document.TAG, list) : list);
    }

    private static Object line(Step.Line line) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", token(line.id()));
        members.put("title", line.title());
        members.put("status", line.status());
        members.put(
                "dependencies", line.dependsOn().stream().map(Commands::token).toList());
        members.put("priority", line.priority());
        return members;
    }

    private static Object token(String id) {
        return id.matches("\\d+") ? (Object) Integer.valueOf(id) : id;
    }

    /** The id itself, or one like it where there is a record of it. */
    RollbackId unused(String id) {
        RollbackId unused = new RollbackId(id);
        for (int n = 2; story.unitOf(unused).isPresent(); n++) {
            unused = new RollbackId(id + "-" + n);
        }
        return unused;
    }

    RollbackScope scope(Step.Target target) {
        Moment at = target.at() == null ? null : moment(target.at());
        return new RollbackScope(
                target.strategy(),
                ids(target.checkpoints(), CheckpointId::new),
                at,
                tasks(target.tasks()),
                ids(target.components(), ComponentName::new),
                ids(target.excluded(), ComponentName::new),
                tasks(target.preserve()),
                target.cascade(),
                target.force(),
                null,
                null);
    }

    private Moment moment(String text) {
        return text.startsWith(AGO)
                ? new Moment.AtPosition(ago(Integer.parseInt(text.substring(AGO.length()))))
                : Moment.parse(text);
    }

    /** The position so many events ago. */
    long ago(int events) {
        return Math.max(0, story.head() - events);
    }

    private static List<TaskId> tasks(List<String> ids) {
        return ids(ids, TaskId::new);
    }

    private static <T> List<T> ids(List<String> ids, Function<String, T> type) {
        return ids.stream().map(type).toList();
    }
}
