package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A second model in the place of the engine, right in all or with one flaw: to prove that the sequences find it. */
final class PretendEngine implements Subject {
    private final Model model = new Model();
    private final Map<String, Plan> plans = new HashMap<>();
    private final Map<RollbackId, Edges> orders = new HashMap<>();
    private final UnaryOperator<Object> hearing;

    /** @param hearing what it takes a command for */
    PretendEngine(UnaryOperator<Object> hearing) {
        this.hearing = hearing;
    }

    static PretendEngine right() {
        return new PretendEngine(UnaryOperator.identity());
    }

    @Override
    public @Nullable Object send(Object command, RequestContext context) {
        Object heard = hearing.apply(command);
        Plan earlier = heard instanceof RollBack back && back.digest() != null ? plans.get(back.digest()) : null;
        Object asked = heard instanceof RollBack back && earlier != null
                ? new RollBack(back.rollbackId(), earlier.scope(), back.note()).confirm()
                : heard;
        rememberOrder(asked);
        Forecast forecast = model.foresee(asked, context, earlier);
        Forecast.Done done = forecast.done();
        if (done == null) {
            RefusalCode code = forecast.refusals().iterator().next();
            model.happened(asked, context, forecast, new Outcome.Refused(code, ""));
            throw new RefusedException(code, "refused");
        }
        model.happened(asked, context, forecast, new Outcome.Done(done.answer(), done.entries()));
        return done.answer();
    }

    @Override
    public Seen.Plan plan(RollbackScope scope) {
        Plan plan = refusing(() -> model.plan(scope));
        String digest = "digest " + plans.size();
        plans.put(digest, plan);
        List<Seen.Planned> tasks = new ArrayList<>(Expected.planned(plan));
        tasks.sort(order(plan.edges(model.story()), Seen.Planned::task));
        return new Seen.Plan(
                plan.cut(), tasks, plan.kept(), plan.confirmation() == Certainty.YES, plan.scope(), digest, List.of());
    }

    /** Whoever depends on more goes first, and of those alike whoever fewer depend on. */
    private <T> Comparator<T> order(Edges edges, Function<T, TaskId> task) {
        Set<TaskId> all = model.story().tasks();
        return Comparator.<T>comparingLong(one -> -all.stream()
                        .filter(other -> edges.reaches(task.apply(one), other))
                        .count())
                .thenComparingLong(one -> all.stream()
                        .filter(other -> edges.reaches(other, task.apply(one)))
                        .count());
    }

    private void rememberOrder(Object asked) {
        if (asked instanceof RollBack back && back.scope().undoes() == null) {
            try {
                orders.put(back.rollbackId(), model.plan(back.scope()).edges(model.story()));
            } catch (Objection e) {
                orders.remove(back.rollbackId()); // it is refused
            }
        }
    }

    private static <T> T refusing(Supplier<T> question) {
        try {
            return question.get();
        } catch (Objection e) {
            throw new RefusedException(e.codes().iterator().next(), "refused");
        }
    }

    @Override
    public RollbackId undoToRedo(RollbackId rollback) {
        return refusing(() -> new Records(model.story()).undoToRedo(rollback));
    }

    @Override
    public long head() {
        return model.story().head();
    }

    @Override
    public List<Seen.Task> tasks(List<TaskId> tasks) {
        return new Expected(model.story())
                .tasks().stream().filter(task -> tasks.contains(task.id())).toList();
    }

    @Override
    public List<Seen.Task> tasksAt(long position) {
        return new Expected(model.story()).tasksAt(new Moments(model.story()).cut(new AtPosition(position)));
    }

    @Override
    public Seen.Task taskAfter(TaskId task, long seq) {
        return new Expected(model.story()).taskAfter(task, seq);
    }

    @Override
    public List<TaskId> changedBetween(long from, long to) {
        return model.story().tasks().stream()
                .filter(task -> !model.story()
                        .at(task, from)
                        .content()
                        .equals(model.story().at(task, to).content()))
                .toList();
    }

    @Override
    public List<Seen.Checkpoint> checkpoints() {
        return new Expected(model.story()).checkpoints();
    }

    @Override
    public List<CheckpointId> offered() {
        return new Checkpoints(model.story()).offered().stream().map(Marker::id).toList();
    }

    @Override
    public List<Seen.Rollback> rollbacks() {
        return new Expected(model.story())
                .rollbacks().stream().map(this::inOrder).toList();
    }

    private Seen.Rollback inOrder(Seen.Rollback rollback) {
        Edges edges = orders.getOrDefault(rollback.id(), new Edges(Map.of(), Map.of()));
        return new Seen.Rollback(
                rollback.id(),
                rollback.status(),
                rollback.reason(),
                rollback.failure(),
                rollback.code(),
                rollback.cut(),
                rollback.undoneBy(),
                rollback.tasks().stream()
                        .sorted(order(edges, Seen.RolledBack::task))
                        .toList());
    }

    @Override
    public @Nullable Json document() {
        List<Object> tasks = new ArrayList<>();
        Board board = new Boards(model.story()).now();
        List<TaskId> order = new ArrayList<>(board == null ? List.of() : board.order());
        model.story().tasks().stream().filter(task -> !order.contains(task)).forEach(order::add);
        for (TaskId task : order) {
            if (model.story().now(task).exists()) {
                tasks.add(entry(task, model.story().now(task).facts()));
            }
        }
        boolean tagged = board == null || board.tagged();
        Map<String, Object> list = Map.of("tasks", tasks);
        return tasks.isEmpty() && board == null ? null : Json.of(tagged ? Map.of(Document.TAG, list) : list);
    }

    private static Object entry(TaskId task, Facts facts) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", task.value());
        entry.put("title", facts.title());
        entry.put("status", facts.shownStatus());
        entry.put("dependencies", facts.dependsOn());
        facts.data().node().properties().forEach(member -> entry.put(member.getKey(), member.getValue()));
        return entry;
    }

    @Override
    public void restart() {}

    @Override
    public void forgetSnapshots() {}

    @Override
    public void audit() {}

    @Override
    public void close() {}
}
