package dev.rollback.cli.tasks;

import dev.rollback.api.Moment;
import dev.rollback.api.TaskAtView;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTaskAt;
import dev.rollback.api.TaskReceipt;
import dev.rollback.api.TaskView;
import dev.rollback.api.TaskView.ForkOrigin;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Text;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co tasks fork}. */
@Command(name = "fork", description = "Create a task from another one's state, current or at a moment.")
@SuppressWarnings("NullAway.Init") // picocli sets the options
final class TasksForkCommand extends AnswerCommand {
    @Parameters(
            paramLabel = "ID",
            completionCandidates = WordKind.TaskId.class,
            description = "Task to fork; it does not change.")
    String id;

    @Mixin
    AtOption at;

    @Option(names = "--as", required = true, paramLabel = "NEW", description = "Id of the new task.")
    String as;

    @Override
    protected void run() {
        Moment moment = at.moment(this).orElseGet(Moment.Now::new);
        TaskReceipt receipt = tasks().fork(id, moment, as);
        TaskView fork = task(then(as, receipt.seq()));
        ForkOrigin origin = Objects.requireNonNull(fork.forkedFrom());
        // By the event that it was forked at: what the moment meant may have moved since.
        TaskAtView source = then(id, origin.seq());
        TaskVerbs.Receipts.print(
                this,
                output(source.at()),
                "forked from %s at event %d".formatted(Text.line(id), origin.seq()),
                receipt);
        tellWhatIsLeftOut(task(source), fork);
    }

    private TaskAtView then(String task, long seq) {
        return reader().task(new FindTaskAt(new TaskId(task), new Moment.AtSeq(seq)));
    }

    private static TaskView task(TaskAtView then) {
        return Objects.requireNonNull(then.task());
    }

    private void tellWhatIsLeftOut(TaskView source, TaskView fork) {
        for (TaskId on : source.dependsOn()) {
            if (!fork.dependsOn().contains(on)) {
                warn("%s does not depend on %s, as %s did: that is gone, or would close a circle."
                        .formatted(fork.taskId(), on, source.taskId()));
            }
        }
        if (source.parent() != null && fork.parent() == null) {
            warn("%s is not part of %s, as %s was: that is gone, or is part of it."
                    .formatted(fork.taskId(), source.parent(), source.taskId()));
        }
    }
}
