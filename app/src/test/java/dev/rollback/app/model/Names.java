package dev.rollback.app.model;

import dev.rollback.app.model.Happening.Held;
import dev.rollback.app.model.Happening.Marked;
import dev.rollback.app.model.Happening.MarkedAll;
import dev.rollback.app.model.Happening.RollbackAsked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a sequence has named so far, so that later steps can be about it: mostly what is there. */
final class Names {
    final List<String> tasks;
    final List<String> plans = new ArrayList<>();
    private final Dice dice;
    private final Story story;
    private int made;

    Names(Dice dice, List<String> tasks, Story story) {
        this.dice = dice;
        this.tasks = tasks;
        this.story = story;
    }

    String task() {
        return dice.percent(1) ? "nobody" : dice.one(tasks);
    }

    /** A new one, or now and then one that is taken. */
    String newCheckpoint(String task) {
        return dice.percent(3) ? checkpoint() : task.toLowerCase(Locale.ROOT) + "-" + ++made;
    }

    String newSystemCheckpoint() {
        return "all-" + ++made;
    }

    String newRollback() {
        return "rb-" + ++made;
    }

    String newPlan() {
        plans.add("plan-" + ++made);
        return plans.get(plans.size() - 1);
    }

    /** Of a task. */
    String checkpoint() {
        return recent(story.all(Marked.class)
                .map(marked -> marked.checkpoint().value())
                .toList());
    }

    String systemCheckpoint() {
        return recent(story.all(MarkedAll.class)
                .map(marked -> marked.checkpoint().value())
                .toList());
    }

    String held() {
        return recent(
                story.all(Held.class).map(held -> held.checkpoint().value()).toList());
    }

    String rollback() {
        return recent(story.all(RollbackAsked.class)
                .map(asked -> asked.rollback().value())
                .toList());
    }

    String plan() {
        return recent(plans);
    }

    /** Newer ones rather than older ones. */
    private String recent(List<String> there) {
        if (there.isEmpty() || dice.percent(1)) {
            return "none";
        }
        int first = dice.percent(70) ? Math.max(0, there.size() - 4) : 0;
        return there.get(first + dice.below(there.size() - first));
    }
}
