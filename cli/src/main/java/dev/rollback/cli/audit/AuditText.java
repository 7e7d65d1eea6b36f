package dev.rollback.cli.audit;

import dev.rollback.api.audit.AuditCheck;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditReport.Checked;
import dev.rollback.api.audit.Divergence;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Table;
import dev.rollback.cli.terminal.Text;
import dev.rollback.cli.terminal.TextWriter;
import java.util.Locale;

/** An audit's report, for people. */
final class AuditText {
    private static final int MOST_LISTED = 10;

    private final CoCommand command;
    private final TextWriter paper;

    AuditText(CoCommand command) {
        this.command = command;
        this.paper = command.paper();
    }

    void print(AuditReport report) {
        Table table = new Table("CHECK", "RESULT", "COMPARED", "~WHAT");
        report.checks()
                .forEach(check -> table.row(
                        name(check.check()),
                        result(check),
                        check.skipped() == null ? check.looked() : "",
                        what(check)));
        table.print(paper, "");
        report.unknown()
                .forEach((name, count) -> paper.line("%s by the name of %s: not the engine's, so part of no state"
                        .formatted(Text.count(count, "event"), name)));
        paper.line("");
        if (report.isSound()) {
            sound(report);
        } else {
            unsound(report);
        }
    }

    private void sound(AuditReport report) {
        String proved =
                report.scope().isAll() ? "All that is shown is what happened" : "What was looked at is as the log says";
        paper.line(
                Style.GOOD,
                "%s: %s replayed, up to position %d, recorded %s"
                        .formatted(
                                proved,
                                Text.count(report.events(), "event"),
                                report.position(),
                                command.time(report.recordedAt())));
        paper.line("hash " + report.hash());
        paper.line(
                Style.DIM,
                "That nothing was cut off the log's end, nobody can see from inside: keep a seal elsewhere (co audit seal).");
    }

    private void unsound(AuditReport report) {
        paper.line(Style.BAD, Text.count(report.divergences(), "divergence") + " from the log:");
        Divergence first = report.first();
        if (first != null) {
            paper.line("first: " + sentence(first));
        }
        report.shown().stream()
                .filter(divergence -> !divergence.equals(first))
                .limit(MOST_LISTED)
                .forEach(divergence -> paper.line("  " + sentence(divergence)));
        long more = report.divergences() - Math.min(report.shown().size(), MOST_LISTED + 1L);
        if (more > 0) {
            paper.line("  and %d more; -o json has the first %d"
                    .formatted(more, report.shown().size()));
        }
        paper.line(next(report));
    }

    private static String sentence(Divergence divergence) {
        return Text.line("%s: %s".formatted(divergence.where(), divergence.what()));
    }

    private static String next(AuditReport report) {
        boolean onlyViews = report.checks().stream()
                .allMatch(check -> check.check() == AuditCheck.VIEWS || check.divergences() == 0);
        return onlyViews
                ? "The log itself is sound: 'co views rebuild' makes the views again from it."
                : "Restore a copy of the store; keep this one to find out what happened.";
    }

    private static Object result(Checked check) {
        if (check.skipped() != null) {
            return Style.WARN.of("not made");
        }
        return check.divergences() == 0 ? Style.GOOD.of("ok") : Style.BAD.of(check.divergences() + " wrong");
    }

    private static String name(AuditCheck check) {
        return check.name().toLowerCase(Locale.ROOT);
    }

    private static String what(Checked check) {
        if (check.skipped() != null) {
            return check.skipped();
        }
        return switch (check.check()) {
            case DATABASE -> "the database's own check of its files";
            case CHAIN -> "hashes, positions, times, units";
            case EVENTS -> "names, revisions, bytes, streams";
            case TASKS -> "events of tasks, each on the state before it";
            case CHECKPOINTS -> "state hash, status and parent of each";
            case ROLLBACKS -> "what each brought back, as one unit";
            case BOARDS -> "events of boards";
            case INDEX -> "rows of the engine's index";
            case SNAPSHOTS -> "cached states";
            case VIEWS -> "rows of views, made again from the log";
        };
    }
}
