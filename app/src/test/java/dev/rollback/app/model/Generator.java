package dev.rollback.app.model;

import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.TaskId;
import dev.rollback.app.model.Dice.Choice;
import dev.rollback.app.model.Step.Epoch;
import dev.rollback.app.model.Step.Policy;
import dev.rollback.app.model.Step.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Random sequences of steps about few tasks, so that they meet often. The same seed gives the same sequence. */
final class Generator {
    private static final List<String> COMPONENTS =
            List.of("WORKER_STATE", "CONFIGURATION", "CACHE", "QUEUE", "DATABASE", "FILE_SYSTEM");

    /** Not there in the beginning. */
    private static final List<String> FORKS = List.of("X", "Y");

    private final Run rehearsal = new Run(PretendEngine.right(), new Tally());
    private final Dice dice;
    private final boolean boards;
    private final Names names;
    private final Targets targets;
    private final List<Step.Request> requests = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private Generator(Random random) {
        this.dice = new Dice(random);
        this.boards = dice.percent(25);
        List<String> named = boards ? List.of("A", "B", "1", "2", "3") : some("A", "B", "C", "D", "E", "F");
        List<String> tasks = Stream.concat(named.stream(), FORKS.stream()).toList();
        this.names = new Names(dice, tasks, rehearsal.story());
        this.targets = new Targets(dice, names);
    }

    static List<Step> steps(long seed, int count) {
        return new Generator(new Random(seed)).steps(count);
    }

    /** At least three. */
    private List<String> some(String... of) {
        return List.of(of).subList(0, 3 + dice.below(of.length - 2));
    }

    private List<Step> steps(int count) {
        for (String task : names.tasks) {
            if (registrable(task) && !FORKS.contains(task) && dice.percent(80)) {
                add(register(
                        task,
                        steps.stream()
                                .map(step -> ((Step.Register) step).task())
                                .toList()));
            }
        }
        while (steps.size() < count) {
            add(promising());
            applyAtOnce();
            failAgain();
        }
        return steps.subList(0, count);
    }

    private void add(Step step) {
        try {
            rehearsal.take(step);
            steps.add(step);
        } catch (Undecided e) {
            // The model could not follow it.
        }
    }

    /** A plan is often applied before anything has changed, and else perhaps later. */
    private void applyAtOnce() {
        if (steps.get(steps.size() - 1) instanceof Step.Plan plan && dice.percent(40)) {
            add(new Step.Apply(plan.plan(), names.newRollback()));
        }
    }

    /** A task that went back by itself often fails again, for the same reason. */
    private void failAgain() {
        while (steps.get(steps.size() - 1) instanceof Step.Do last
                && last.verb() == Verb.FAIL
                && wentBackByItself(last.task())
                && dice.percent(60)) {
            add(new Step.Do(Verb.FAIL, last.task(), Epoch.NONE));
        }
    }

    private boolean wentBackByItself(String task) {
        List<Entry> events = rehearsal.story().events(new TaskId(task)).toList();
        return !events.isEmpty()
                && events.get(events.size() - 1).what() instanceof Happening.WentBack back
                && new Records(rehearsal.story()).isByItself(back.rollback());
    }

    /** Mostly one that is not refused. */
    private Step promising() {
        Supplier<Step> kind = kind();
        Step step = kind.get();
        for (int more = 0; more < 5 && dice.percent(85) && !promises(step); more++) {
            step = kind.get();
        }
        return step;
    }

    private boolean promises(Step step) {
        try {
            // Refused, but that is what a stale epoch is for.
            boolean stale = step instanceof Step.Work work
                    && work.epoch() == Epoch.STALE
                    && rehearsal.story().now(new TaskId(work.task())).exists();
            return stale || rehearsal.promises(step);
        } catch (Undecided e) {
            return false;
        }
    }

    private Supplier<Step> kind() {
        return new Choice<Supplier<Step>>()
                .or(5, () -> this::register)
                .or(4, () -> this::fork)
                .or(15, () -> this::verb)
                .or(10, () -> () -> new Step.Do(Verb.FAIL, names.task(), epoch()))
                .or(3, () -> this::changePolicy)
                .or(20, () -> this::update)
                .or(13, () -> this::mark)
                .or(4, () -> () -> new Step.MarkAll(names.newSystemCheckpoint()))
                .or(12, () -> this::retention)
                .or(24, () -> this::back)
                .or(5, () -> () -> new Step.Plan(names.newPlan(), targets.next()))
                .or(1, () -> () -> new Step.PlanUndo(names.newPlan(), names.rollback(), laterWork()))
                .or(5, () -> () -> new Step.Apply(names.plan(), names.newRollback()))
                .or(6, () -> this::undo)
                .or(3, () -> () -> new Step.Redo(names.newRollback(), names.rollback()))
                .or(6, () -> this::request)
                .or(1, () -> Step.Restart::new)
                .or(1, () -> Step.ForgetSnapshots::new)
                .or(4, () -> () -> new Step.LookBack(dice.below(30)))
                .or(boards ? 12 : 0, () -> new Lines(dice)::next)
                .or(boards ? 4 : 0, () -> Step.Export::new)
                .draw(dice);
    }

    /** Those of a document come with one. */
    private static boolean registrable(String task) {
        return !Character.isDigit(task.charAt(0));
    }

    private Step.Register register() {
        return register(dice.percent(1) ? "nobody else" : dice.one(own()), names.tasks);
    }

    private List<String> own() {
        return names.tasks.stream().filter(Generator::registrable).toList();
    }

    private Step.Register register(String task, List<String> others) {
        List<String> on = new ArrayList<>(dice.some(others, others.size() < 3 ? 50 : 25));
        if (!dice.percent(3)) {
            on.remove(task);
        }
        // A document would give a subtask another id than the one it was registered with.
        boolean part = !boards && !others.isEmpty() && dice.percent(15);
        Policy policy = new Choice<Policy>()
                .or(50, () -> Policy.USUAL)
                .or(40, () -> Policy.BACK_ON_FAILURE)
                .or(5, () -> Policy.FIXED)
                .or(5, () -> Policy.STRICT)
                .draw(dice);
        return new Step.Register(task, on, part ? dice.one(others) : null, policy);
    }

    private Step.Fork fork() {
        String at = dice.percent(30) ? "seq:" + dice.below(8) : targets.momentText();
        return new Step.Fork(dice.percent(80) ? dice.one(FORKS) : dice.one(own()), names.task(), at);
    }

    private Step.Do verb() {
        Verb verb = new Choice<Verb>()
                .or(6, () -> Verb.START)
                .or(2, () -> Verb.HEARTBEAT)
                .or(3, () -> Verb.COMPLETE)
                .or(3, () -> Verb.FAIL)
                .or(1, () -> Verb.CANCEL)
                .or(4, () -> Verb.REOPEN)
                .or(1, () -> Verb.WITHDRAW)
                .draw(dice);
        return new Step.Do(verb, names.task(), epoch());
    }

    private Step.ChangePolicy changePolicy() {
        return new Step.ChangePolicy(
                names.task(), dice.percent(15), dice.one(true, true, false, null), dice.percent(15), epoch());
    }

    private Epoch epoch() {
        return new Choice<Epoch>()
                .or(60, () -> Epoch.NONE)
                .or(32, () -> Epoch.RIGHT)
                .or(8, () -> Epoch.STALE)
                .draw(dice);
    }

    private Step.Update update() {
        String component = dice.percent(50) ? "TASK_STATE" : dice.one(COMPONENTS);
        boolean removes = component.equals("TASK_STATE") && dice.percent(10);
        String json = removes ? "{\"n\":null}" : json();
        return new Step.Update(names.task(), component, json, !removes && dice.percent(25), epoch());
    }

    /** Few values, so that a state comes back now and then. */
    private String json() {
        String value = dice.one("0", "1", "2", "2", "3", "1.0", "\"text\"", "[1,2]", "{\"a\":1,\"b\":[{}]}");
        return "{\"%s\":%s}".formatted(dice.one("n", "n", "m"), value);
    }

    private Step.Mark mark() {
        String task = names.task();
        return new Step.Mark(task, names.newCheckpoint(task), dice.percent(12) ? json() : null, epoch());
    }

    private Step retention() {
        String any = dice.percent(80) ? names.checkpoint() : names.systemCheckpoint();
        return new Choice<Step>()
                .or(3, () -> new Step.Hold(any))
                .or(2, () -> new Step.Release(names.held()))
                .or(2, () -> new Step.Archive(any))
                .or(3, () -> new Step.Delete(any))
                .or(12, () -> new Step.Prune(dice.one(0, 0, 1, 2), dice.percent(20) ? names.task() : null))
                .or(3, () -> new Step.Lease(any, dice.one("x", "y")))
                .or(1, () -> new Step.EndLease(any, dice.one("x", "y")))
                .draw(dice);
    }

    private Step.Back back() {
        return new Step.Back(names.newRollback(), targets.next(), dice.percent(85));
    }

    private Step.Undo undo() {
        String undone = names.rollback();
        return new Step.Undo(names.newRollback(), undone, laterWork());
    }

    private @Nullable LaterWork laterWork() {
        return dice.one(null, null, LaterWork.DISCARD, LaterWork.KEEP);
    }

    private Step request() {
        if (!requests.isEmpty() && dice.percent(50)) {
            Step.Request sent = dice.one(requests);
            boolean other = dice.percent(30) && !(sent.step() instanceof Step.Back);
            return other ? new Step.Request(sent.id(), update(Epoch.NONE)) : sent;
        }
        Step step = new Choice<Step>()
                .or(4, () -> update(Epoch.NONE))
                .or(2, () -> new Step.Do(Verb.START, names.task(), Epoch.NONE))
                .or(3, () -> mark(Epoch.NONE))
                .or(1, () -> new Step.MarkAll(names.newSystemCheckpoint()))
                .or(4, this::backToFixedPlace)
                .draw(dice);
        Step.Request request = new Step.Request("request-" + (requests.size() + 1), step);
        requests.add(request);
        return request;
    }

    /** What is sent again must ask for the same. */
    private Step.Back backToFixedPlace() {
        Step.Back back = back();
        boolean moves = back.target().at() != null && back.target().at().startsWith("back:");
        return moves ? new Step.Back(back.rollback(), targets.ownTask(), back.confirmed()) : back;
    }

    private Step.Update update(Epoch epoch) {
        Step.Update update = update();
        return new Step.Update(update.task(), update.component(), update.json(), update.replace(), epoch);
    }

    private Step.Mark mark(Epoch epoch) {
        Step.Mark mark = mark();
        return new Step.Mark(mark.task(), mark.checkpoint(), mark.data(), epoch);
    }
}
