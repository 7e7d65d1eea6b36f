package dev.rollback.cli.history;

import dev.rollback.api.UnitView;
import dev.rollback.cli.terminal.GraphRenderer;
import java.util.ArrayList;
import java.util.List;

/** The store's one line of units of work; beside it, a line leads from each rollback down to the moment it went back to. */
final class UnitGraph {
    private UnitGraph() {}

    /** A unit and where it stands. */
    record Line(String drawn, UnitView unit) {}

    /** @param newestFirst without a gap */
    static List<Line> of(List<UnitView> newestFirst) {
        GraphRenderer lanes = new GraphRenderer();
        return newestFirst.stream()
                .map(unit -> new Line(
                        lanes.node(glyph(unit), unit.first(), unit.last(), before(unit))
                                .text(),
                        unit))
                .toList();
    }

    private static List<Long> before(UnitView unit) {
        List<Long> before = new ArrayList<>();
        if (unit.first() > 1) {
            before.add(unit.first() - 1);
        }
        if (unit.cut() != null && unit.cut() > 0) {
            before.add(unit.cut());
        }
        return before;
    }

    private static char glyph(UnitView unit) {
        if (unit.cut() != null) {
            return '<';
        }
        return !unit.checkpoints().isEmpty() ? '+' : EventKinds.isOfRefusals(unit) ? 'x' : 'o';
    }
}
