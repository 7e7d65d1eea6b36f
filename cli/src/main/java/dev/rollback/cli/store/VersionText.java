package dev.rollback.cli.store;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.audit.VersionReport;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Text;
import dev.rollback.cli.terminal.TextWriter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be read and restored, for people. */
final class VersionText {
    private static final int MOST_LISTED = 10;

    private final TextWriter paper;

    VersionText(CoCommand command) {
        this.paper = command.paper();
    }

    /** Damage before all others; nothing where everything can be restored. */
    static Optional<RefusalCode> problem(VersionReport report) {
        return report.refused() == 0
                ? Optional.empty()
                : Optional.of(
                        report.shown().stream().anyMatch(refused -> refused.code() == RefusalCode.CORRUPT)
                                ? RefusalCode.CORRUPT
                                : RefusalCode.VERSION_INCOMPATIBLE);
    }

    void print(VersionReport report) {
        paper.line("read: %s, %s of former revisions%s"
                .formatted(
                        Text.count(report.events(), "event"),
                        sum(report.upcast()),
                        report.upcast().isEmpty() ? "" : " (%s)".formatted(counts(report.upcast()))));
        report.unknown()
                .forEach((name, count) -> paper.line("%s by the name of %s: not the engine's, so part of no state"
                        .formatted(Text.count(count, "event"), name)));
        paper.line("tried: " + Text.count(report.checkpoints(), "checkpoint"));
        if (!report.tasks().isEmpty()) {
            paper.line("tasks by the version of their data: " + counts(report.tasks()));
        }
        if (report.refused() == 0) {
            paper.line(Style.GOOD, "Everything can be restored.");
            return;
        }
        paper.line(Style.BAD, "%d cannot be read or restored:".formatted(report.refused()));
        report.shown().stream()
                .limit(MOST_LISTED)
                .forEach(refused -> paper.line("  "
                        + Text.line(
                                "%s (position %d): %s".formatted(refused.where(), refused.position(), refused.why()))));
        long more = report.refused() - Math.min(report.shown().size(), MOST_LISTED);
        if (more > 0) {
            paper.line("  and %d more; -o json has the first %d"
                    .formatted(more, report.shown().size()));
        }
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String counts(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> "%s: %d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
