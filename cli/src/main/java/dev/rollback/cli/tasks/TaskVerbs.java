package dev.rollback.cli.tasks;

import dev.rollback.api.RollbackReason;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskCommand.CancelTask;
import dev.rollback.api.TaskCommand.CompleteTask;
import dev.rollback.api.TaskCommand.FailTask;
import dev.rollback.api.TaskCommand.RecordHeartbeat;
import dev.rollback.api.TaskCommand.ReopenTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskCommand.WithdrawTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskReceipt;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co tasks start ID} and its like. */
final class TaskVerbs {
    private TaskVerbs() {}

    /** One command on one task. */
    @SuppressWarnings("NullAway.Init") // picocli sets the id
    abstract static class Verb extends AnswerCommand {
        @Parameters(paramLabel = "ID", completionCandidates = WordKind.TaskId.class, description = "Task id.")
        String id;

        private final String done;

        Verb(String done) {
            this.done = done;
        }

        abstract TaskCommand command(TaskId taskId);

        @Override
        public void run() {
            TaskReceipt receipt = tasks().send(command(new TaskId(id)));
            Receipts.print(this, done, receipt);
            tellMore(receipt);
        }

        /** What followed from it, beside the answer. */
        void tellMore(TaskReceipt receipt) {}
    }

    @Command(name = "start", description = "Start work on a task; prints the epoch to send with it.")
    static final class Start extends Verb {
        Start() {
            super("started");
        }

        @Override
        TaskCommand command(TaskId taskId) {
            return new StartTask(taskId);
        }
    }

    @Command(name = "complete", description = "Mark a task as completed.")
    static final class Complete extends Verb {
        Complete() {
            super("completed");
        }

        @Override
        TaskCommand command(TaskId taskId) {
            return new CompleteTask(taskId);
        }
    }

    @Command(name = "fail", description = "Mark a task as failed.")
    @SuppressWarnings("NullAway.Init") // picocli sets the options
    static final class Fail extends Verb {
        @Option(
                names = "--error",
                required = true,
                paramLabel = "TEXT",
                completionCandidates = WordKind.TextOrFile.class,
                description = "Error message.")
        String error;

        @Option(names = "--cause", paramLabel = "CAUSE", description = "${COMPLETION-CANDIDATES}")
        RollbackReason cause = RollbackReason.ERROR;

        Fail() {
            super("failed");
        }

        @Override
        TaskCommand command(TaskId taskId) {
            return new FailTask(taskId, value(error), cause);
        }

        @Override
        void tellMore(TaskReceipt receipt) {
            AutomaticText.print(this, receipt);
        }
    }

    @Command(name = "cancel", description = "Cancel a task.")
    static final class Cancel extends Verb {
        Cancel() {
            super("cancelled");
        }

        @Override
        TaskCommand command(TaskId taskId) {
            return new CancelTask(taskId);
        }
    }

    @Command(name = "reopen", description = "Reopen a task: it is pending again.")
    static final class Reopen extends Verb {
        Reopen() {
            super("reopened");
        }

        @Override
        TaskCommand command(TaskId taskId) {
            return new ReopenTask(taskId);
        }
    }

    @Command(name = "withdraw", description = "Remove a task from the work; its history stays.")
    static final class Withdraw extends Verb {
        Withdraw() {
            super("withdrawn");
        }

        @Override
        TaskCommand command(TaskId taskId) {
            return new WithdrawTask(taskId);
        }
    }

    @Command(name = "heartbeat", description = "Report that work on a task goes on; refused after a rollback.")
    static final class Heartbeat extends Verb {
        Heartbeat() {
            super("alive");
        }

        @Override
        TaskCommand command(TaskId taskId) {
            return new RecordHeartbeat(taskId);
        }
    }

    /** How a command on a task answers. */
    static final class Receipts {
        private Receipts() {}

        static void print(CoCommand command, String done, TaskReceipt receipt) {
            print(command, command.output(), done, receipt);
        }

        static void print(CoCommand command, Output output, String done, TaskReceipt receipt) {
            String line = "%s: %s (event %d, epoch %d)"
                    .formatted(
                            receipt.taskId(), receipt.changed() ? done : "unchanged", receipt.seq(), receipt.epoch());
            output.one(
                    "receipt",
                    receipt,
                    receipt.taskId().value(),
                    () -> command.paper().line(line));
        }
    }
}
