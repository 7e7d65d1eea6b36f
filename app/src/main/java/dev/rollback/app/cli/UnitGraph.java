package dev.rollback.app.cli;

import dev.rollback.api.RefusalEvent.StaleWorkRefused;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.UnitView;
import dev.rollback.store.event.EventNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The store's one line of units of work; beside it, a line leads from each rollback down to the moment it went back to. */
final class UnitGraph {
    private static final List<String> REFUSALS = List.of(
            Objects.requireNonNull(EventNames.nameOf(StaleWorkRefused.class)),
            Objects.requireNonNull(EventNames.nameOf(RollbackFailed.class)));

    private UnitGraph() {}

    /** A unit and where it stands. */
    record Line(String drawn, UnitView unit) {}

    /** @param newestFirst without a gap */
    static List<Line> of(List<UnitView> newestFirst) {
        Lanes lanes = new Lanes();
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
        return !unit.checkpoints().isEmpty() ? '+' : REFUSALS.containsAll(unit.names()) ? 'x' : 'o';
    }
}
