package dev.rollback.app.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Random small documents of few tasks, each with the same members in the same order. */
record Lines(Dice dice) {

    Step.Import next() {
        List<String> ids = new ArrayList<>(dice.some(List.of("1", "2", "3"), 70));
        boolean named = dice.percent(15);
        if (named) {
            ids.add("A");
        }
        if (dice.percent(30)) {
            Collections.shuffle(ids, dice.random());
        }
        List<Step.Line> lines = ids.stream().map(id -> line(id, ids)).toList();
        return new Step.Import(lines, dice.percent(20), !named && dice.percent(15));
    }

    private Step.Line line(String id, List<String> ids) {
        List<String> on = new ArrayList<>(dice.some(ids, 25));
        on.remove(id);
        String status = dice.one("pending", "pending", "in-progress", "done", "review", "blocked");
        return new Step.Line(id, "title " + dice.one("x", "y"), status, on, dice.one("low", "low", "high"));
    }
}
