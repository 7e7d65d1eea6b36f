package dev.rollback.cli.rollback;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackView;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.WordKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code co rollback show}. */
@Command(name = "show", description = "Show a rollback.")
@SuppressWarnings("NullAway.Init") // picocli sets the id
final class RollbackShowCommand extends AnswerCommand {
    @Parameters(
            paramLabel = "ID",
            completionCandidates = WordKind.RollbackId.class,
            description = "Rollback id, a unique prefix of it, or @latest.")
    String id;

    @Mixin
    AtOption at;

    @Override
    protected void run() {
        ResolvedMoment cut = at.cut(this);
        Long position = cut == null ? null : cut.position();
        RollbackId rollbackId = ids().rollback(id);
        RollbackView record = reader().rollback(new FindRollback(rollbackId, position))
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no rollback %s. 'co rollback history' shows those there were.".formatted(id)));
        output(cut).one("rollback", record, rollbackId.value(), () -> {
            RecordText.print(this, record);
            RecordTasks.print(paper(), record);
        });
    }
}
