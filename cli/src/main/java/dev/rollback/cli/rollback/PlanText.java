package dev.rollback.cli.rollback;

import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.PlannedPart;
import dev.rollback.cli.files.PreservedTasksText;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Text;
import dev.rollback.cli.terminal.TextWriter;
import java.util.List;

/** A plan at a glance: what goes back, what stays, what is lost, and what a person should know before. */
final class PlanText {
    private static final int MOST_OTHERS = 10;
    private static final int MOST_WARNINGS = 20;

    private final RollbackPlan plan;
    private final boolean details;

    /** @param details whether each task is shown with all that changes, however many there are */
    PlanText(RollbackPlan plan, boolean details) {
        this.plan = plan;
        this.details = details;
    }

    void print(TextWriter paper) {
        paper.line(new PlanSummary(plan).line());
        PlanReasons.print(paper, plan);
        PlannedTasksText tasks = new PlannedTasksText(paper, plan, details);
        PlanGroup.of(plan).forEach(tasks::print);
        plan.others().forEach((kind, parts) -> others(paper, kind, parts));
        PreservedTasksText.print(paper, plan);
        some(paper, "warning: ", plan.warnings());
        some(paper, "needs a yes: ", plan.confirmations());
    }

    private static void others(TextWriter paper, String kind, List<PlannedPart> parts) {
        if (parts.isEmpty()) {
            return;
        }
        paper.line("");
        parts.stream().limit(MOST_OTHERS).forEach(part -> paper.line(text(part)));
        int more = parts.size() - MOST_OTHERS;
        if (more > 0) {
            paper.line("… and %d more %ss; -o json has all".formatted(more, kind));
        }
    }

    private static String text(PlannedPart part) {
        return Text.line("%s %s goes back too (events %s): %s"
                .formatted(
                        part.kind(),
                        part.name(),
                        PlannedTasksText.events(part.seq(), part.targetSeq()),
                        part.summary()));
    }

    private static void some(TextWriter paper, String sign, List<String> lines) {
        lines.stream().limit(MOST_WARNINGS).forEach(line -> paper.line(Style.WARN, sign + Text.line(line)));
        int more = lines.size() - MOST_WARNINGS;
        if (more > 0) {
            paper.line(Style.WARN, "%s… and %d more; -o json has all".formatted(sign, more));
        }
    }
}
