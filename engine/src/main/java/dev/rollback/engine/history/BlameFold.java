package dev.rollback.engine.history;

import dev.rollback.api.TaskEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Folds a task's events, from its first, to the blame after the last; takes time linear in what they changed. */
final class BlameFold {
    private final Set<Long> targets;
    private final Map<Long, Blame> atTargets = new HashMap<>();
    private Blame now = Blame.NONE;

    /** @param targets where the rollbacks among the events go back to: of these moments alone the blame is kept */
    BlameFold(Set<Long> targets) {
        this.targets = targets;
    }

    void add(TaskEvent event, long seq) {
        now = now.after(event, seq, this::at);
        if (targets.contains(seq)) {
            atTargets.put(seq, now);
        }
    }

    Blame now() {
        return now;
    }

    private Blame at(long seq) {
        Blame blame = seq < 0 ? Blame.NONE : atTargets.get(seq);
        if (blame == null) {
            throw new IllegalStateException("a rollback goes back to event " + seq + ", which is none before it");
        }
        return blame;
    }
}
