package dev.rollback.app.model;

import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentEdit;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.FailTask;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model that is told a story and asked for it: what its own tests speak. */
final class Told {
    private static final RequestContext ANN = RequestContext.of("ann");

    final Model model = new Model();

    static TaskId task(String id) {
        return new TaskId(id);
    }

    static CheckpointId checkpoint(String id) {
        return new CheckpointId(id);
    }

    static RollbackId rollback(String id) {
        return new RollbackId(id);
    }

    static List<TaskId> tasks(String... ids) {
        return Stream.of(ids).map(TaskId::new).toList();
    }

    static Json n(int n) {
        return Json.of(Map.of("n", n));
    }

    /** A task that begins with n: one entry. */
    Happening born(String task, int n, String... dependsOn) {
        return new Happening.Imported(
                task(task), Facts.registered(task, tasks(dependsOn), null).with(n(n)), 0);
    }

    void register(String task, String... dependsOn) {
        done(new RegisterTask(task(task), task, tasks(dependsOn), null, TaskPolicy.DEFAULT));
    }

    /** With a policy by which it goes back when it fails. */
    void registerGoingBack(String task) {
        done(new RegisterTask(task(task), task, List.of(), null, new TaskPolicy(true, true, false)));
    }

    void fail(String task) {
        done(new FailTask(task(task), "boom", RollbackReason.ERROR));
    }

    void start(String task) {
        done(new StartTask(task(task)));
    }

    void set(String task, int n) {
        done(setting(task, ComponentName.TASK_STATE, n));
    }

    void set(String task, ComponentName component, int n) {
        done(setting(task, component, n));
    }

    static TaskCommand setting(String task, ComponentName component, int n) {
        return new UpdateTask(task(task), List.of(new ComponentEdit.Merge(component, n(n))));
    }

    void mark(String task, String checkpoint) {
        done(new CreateCheckpoint(task(task), checkpoint(checkpoint), "phase"));
    }

    void markAll(String checkpoint) {
        done(new CreateSystemCheckpoint(checkpoint(checkpoint), null));
    }

    void back(String id, RollbackScope scope) {
        done(new RollBack(rollback(id), scope, "why").confirm());
    }

    /** What a rollback is refused with. */
    Set<RefusalCode> refused(RollbackScope scope) {
        return refused(new RollBack(rollback("refused"), scope, "why"));
    }

    void done(Object command) {
        Forecast forecast = model.foresee(command, ANN);
        if (forecast.done() == null) {
            throw new AssertionError("%s is refused: %s".formatted(command, forecast.refusals()));
        }
        Outcome done =
                new Outcome.Done(forecast.done().answer(), forecast.done().entries());
        model.happened(command, ANN, forecast, done);
    }

    Set<RefusalCode> refused(Object command) {
        return refused(command, null);
    }

    /** What it is refused with; its trace is left. */
    Set<RefusalCode> refused(Object command, @Nullable Long epoch) {
        RequestContext context = epoch == null ? ANN : ANN.withEpoch(epoch);
        Forecast forecast = model.foresee(command, context);
        if (forecast.done() != null) {
            throw new AssertionError("%s is done: %s".formatted(command, forecast.done()));
        }
        RefusalCode code = forecast.refusals().iterator().next();
        model.happened(command, context, forecast, new Outcome.Refused(code, ""));
        return new TreeSet<>(forecast.refusals());
    }

    long head() {
        return model.story().head();
    }

    Standing now(String task) {
        return model.story().now(task(task));
    }

    /** Each task as {@code A 1 e0}: its n and its epoch; {@code A - e1} where it is retracted. */
    String at(long cut) {
        return model.story().tasks().stream()
                .filter(task -> model.story().at(task, cut).known())
                .sorted((one, other) -> one.value().compareTo(other.value()))
                .map(task -> told(task, model.story().at(task, cut)))
                .collect(Collectors.joining(", "));
    }

    String now() {
        return at(head());
    }

    private static String told(TaskId task, Standing standing) {
        String n = standing.exists()
                ? standing.facts().data().get("n").map(Json::text).orElse("?")
                : "-";
        return "%s %s e%d".formatted(task, n, standing.epoch());
    }
}
