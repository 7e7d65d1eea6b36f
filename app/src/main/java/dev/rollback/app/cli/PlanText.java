package dev.rollback.app.cli;

import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackPlan.BoardPlan;
import java.util.List;

/** A plan at a glance: what goes back, what stays, what is lost, and what a person should know before. */
final class PlanText {
    private static final int MOST_BOARDS = 10;
    private static final int MOST_WARNINGS = 20;

    private final RollbackPlan plan;
    private final boolean details;

    /** @param details whether each task is shown with all that changes, however many there are */
    PlanText(RollbackPlan plan, boolean details) {
        this.plan = plan;
        this.details = details;
    }

    void print(Paper paper) {
        paper.line(new PlanSummary(plan).line());
        PlanReasons.print(paper, plan);
        PlannedTasksText tasks = new PlannedTasksText(paper, plan, details);
        PlanGroup.of(plan).forEach(tasks::print);
        boards(paper);
        KeptText.print(paper, plan);
        some(paper, "warning: ", plan.warnings());
        some(paper, "needs a yes: ", plan.confirmations());
    }

    private void boards(Paper paper) {
        if (plan.boards().isEmpty()) {
            return;
        }
        paper.line("");
        plan.boards().stream().limit(MOST_BOARDS).forEach(board -> paper.line(text(board)));
        int more = plan.boards().size() - MOST_BOARDS;
        if (more > 0) {
            paper.line("… and %d more boards; -o json has all".formatted(more));
        }
    }

    private static String text(BoardPlan board) {
        return Text.line("board %s goes back too (events %s): the order of its tasks, and what belongs to none"
                .formatted(board.tag(), PlannedTasksText.events(board.seq(), board.targetSeq())));
    }

    private static void some(Paper paper, String sign, List<String> lines) {
        lines.stream().limit(MOST_WARNINGS).forEach(line -> paper.line(Style.WARN, sign + Text.line(line)));
        int more = lines.size() - MOST_WARNINGS;
        if (more > 0) {
            paper.line(Style.WARN, "%s… and %d more; -o json has all".formatted(sign, more));
        }
    }
}
