package dev.rollback.cli.history;

import dev.rollback.api.ComponentName;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskBlameView;
import dev.rollback.api.TaskBlameView.BlamedField;
import dev.rollback.api.TaskBlameView.BroughtBackBy;
import dev.rollback.api.TaskBlameView.SetBy;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTaskBlame;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Labels;
import dev.rollback.cli.terminal.Output;
import dev.rollback.cli.terminal.Table;
import dev.rollback.cli.terminal.Text;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co blame}. */
@Command(name = "blame", description = "Show who set each field of a task, when, and by which event.")
@SuppressWarnings("NullAway.Init") // picocli sets the options
public final class BlameCommand extends AnswerCommand {
    @Parameters(
            index = "0",
            paramLabel = "TASK",
            completionCandidates = WordKind.TaskId.class,
            description = "Task id.")
    String task;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PATH",
            description = "Only this field and the fields below it: a JSON pointer such as /data/tables.")
    String path = "";

    @Option(
            names = "--component",
            paramLabel = "C",
            completionCandidates = WordKind.Component.class,
            description = "Only this component, such as TASK_STATE or CACHE.")
    @Nullable
    String component;

    @Mixin
    AtOption at;

    @Override
    protected void run() {
        BlamedPart part =
                BlamedPart.of(path, component == null ? null : new ComponentName(component.toUpperCase(Locale.ROOT)));
        Moment moment = at.moment(this).orElseGet(Moment.Now::new);
        TaskBlameView blame = reader().history().blame(new FindTaskBlame(new TaskId(task), moment));
        Output output = at.text == null ? output() : output(blame.at());
        List<BlamedField> fields = part.fields(blame);
        if (fields.isEmpty() && !blame.fields().isEmpty()) {
            throw new RefusedException(RefusalCode.NOT_FOUND, part.missing(blame));
        }
        output.list(
                "blame",
                fields,
                fields.size(),
                field -> Text.line(DifferencesText.place(field.component(), field.path())),
                () -> print(BlameLines.of(blame, part)));
        if (fields.isEmpty()) {
            aside().line("task %s has no fields: it is %s"
                    .formatted(task, blame.content().status()));
        }
    }

    private void print(List<BlamedField> lines) {
        if (lines.isEmpty()) {
            return;
        }
        Table table = new Table("~FIELD", "~VALUE", "POSITION", "WHEN", "~WHO", "WHAT");
        for (BlamedField line : lines) {
            SetBy by = line.setBy();
            table.row(
                    DifferencesText.place(line.component(), line.path()),
                    DifferencesText.shown(line.value()),
                    by.position(),
                    time(by.recordedAt()),
                    by.actor(),
                    Labels.event(by.name()));
            BroughtBackBy back = line.broughtBackBy();
            if (back != null) {
                String when = time(back.recordedAt());
                table.row("  brought back by", "", back.position(), when, back.actor(), back.rollbackId());
            }
        }
        table.print(paper(), "");
    }
}
