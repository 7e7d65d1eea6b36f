package dev.rollback.cli.rollback;

import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackView;
import dev.rollback.app.reader.Workers;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.NextSteps;
import dev.rollback.cli.files.FileExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that rolls back: it shows what is lost, asks, does it, and says what to do next. */
abstract class RollingBackCommand extends AnswerCommand {
    private static final String REMEDY =
            "Nothing was rolled back. Import the file first, or roll back without --export.";

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation.")
    boolean yes;

    @Option(names = "--details", description = "Show every change of every task.")
    boolean details;

    @Option(
            names = "--export",
            description = "Write the imported file too; if 'co export' would refuse, nothing is rolled back.")
    boolean export;

    /** What {@code --export} asks for, refused where the file must not be written; null without it. */
    final @Nullable FileExport exportBack() {
        if (!export) {
            return null;
        }
        FileExport back = FileExport.back(this);
        if (!isAnswered()) {
            back.require(REMEDY);
        }
        return back;
    }

    final void carryOut(RollBack wanted) throws IOException {
        FileExport back = exportBack();
        ConfirmationFlow agreement = new ConfirmationFlow(this, details);
        ConfirmationFlow.Agreed agreed = isAnswered()
                ? new ConfirmationFlow.Agreed(wanted, Workers.NONE)
                : yes ? agreement.unasked(wanted) : agreement.asked(wanted);
        if (back != null && !isAnswered()) {
            back.require(REMEDY); // again: a person may have edited it before the yes
        }
        boolean answered = isAnswered();
        RollbackView record = rollbacks().rollBack(agreed.rollback());
        output().one("rollback", record, record.rollbackId().value(), () -> RecordText.print(this, record));
        if (back != null) {
            write(back, record, answered);
        }
        NextSteps.print(this, record, agreed.workers());
    }

    /** @param again whether the rollback was done by an earlier run, which may have written the file or not */
    private static void write(FileExport back, RollbackView record, boolean again) {
        try {
            if (again) {
                back.require("Import it first, or write it with 'co export --out FILE --force'.");
            }
            back.write();
        } catch (RefusedException e) {
            throw new RefusedException(e.code(), done(record, e), e.remedy().orElse(null), e);
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(done(record, e), e.getCause());
        }
    }

    private static String done(RollbackView record, RuntimeException why) {
        return "%s is done, but the file was not written: %s".formatted(record.rollbackId(), why.getMessage());
    }
}
