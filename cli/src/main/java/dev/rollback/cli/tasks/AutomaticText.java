package dev.rollback.cli.tasks;

import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskReceipt;
import dev.rollback.app.reader.DueTask;
import dev.rollback.app.reader.Workers;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.DueText;
import dev.rollback.cli.command.NextSteps;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Text;
import java.util.Optional;
import java.util.stream.LongStream;

/** What is said of a rollback that happened by itself. */
public final class AutomaticText {
    private AutomaticText() {}

    /** @param receipt of a failure; its checkpoint may have been taken after it, in the same unit */
    public static void print(CoCommand command, TaskReceipt receipt) {
        Optional<DueTask> due = command.reader().status().due().stream()
                .filter(one -> one.taskId().equals(receipt.taskId()))
                .filter(one -> one.seq() == receipt.seq() || one.seq() == receipt.seq() - 1)
                .findFirst();
        if (due.isPresent()) {
            String who = DueText.who(due.get());
            command.aside().line(Style.WARN, "It is still to go back by itself: %s.".formatted(who));
            return;
        }
        Optional<RollbackView> rollback = LongStream.of(receipt.seq(), receipt.seq() - 1)
                .mapToObj(seq -> new TaskFailure(receipt.taskId(), seq).requestId())
                .map(request -> command.reader().rollback(new FindRollback(RollbackId.ofRequest(request))))
                .flatMap(Optional::stream)
                .findFirst();
        rollback.ifPresent(record -> print(command, record));
    }

    private static void print(CoCommand command, RollbackView record) {
        if (record.status() == RollbackStatus.FAILED) {
            command.aside()
                    .line(Style.WARN, "It did not go back by itself: " + Text.line(String.valueOf(record.error())));
            return;
        }
        command.aside()
                .line("It went back to checkpoint %s by itself (%s), epoch %d."
                        .formatted(
                                record.scope().checkpoints().get(0),
                                record.rollbackId(),
                                record.tasks().get(0).epoch()));
        NextSteps.print(command, record, Workers.NONE);
    }
}
