package dev.rollback.cli.tasks;

import dev.rollback.api.ComponentEdit;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.JsonPatch;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.ProcessContext;
import dev.rollback.cli.command.Values;
import dev.rollback.cli.command.WordKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co tasks update}. */
@Command(name = "update", description = "Update one component of a task's state.")
@SuppressWarnings("NullAway.Init") // picocli sets the options
final class TasksUpdateCommand extends AnswerCommand {
    @Parameters(paramLabel = "ID", completionCandidates = WordKind.TaskId.class, description = "Task id.")
    String id;

    @Option(
            names = "--component",
            paramLabel = "C",
            completionCandidates = WordKind.Component.class,
            description = "Component, such as TASK_STATE (default), CACHE or QUEUE.")
    String component = "TASK_STATE";

    @ArgGroup(multiplicity = "1")
    Change change;

    /** One of the three ways to say it. */
    static final class Change {
        @Option(
                names = "--merge",
                paramLabel = "JSON",
                completionCandidates = WordKind.TextOrFile.class,
                description = "Merge patch: members to replace; null removes (RFC 7386).")
        @Nullable
        String merge;

        @Option(
                names = "--patch",
                paramLabel = "JSON",
                completionCandidates = WordKind.TextOrFile.class,
                description = "JSON patch: a list of operations (RFC 6902).")
        @Nullable
        String patch;

        @Option(
                names = "--replace",
                paramLabel = "JSON",
                completionCandidates = WordKind.TextOrFile.class,
                description = "New content.")
        @Nullable
        String replace;

        ComponentEdit edit(ComponentName name, ProcessContext surroundings) {
            if (merge != null) {
                return new ComponentEdit.Merge(name, Values.json(surroundings, merge));
            } else if (patch != null) {
                return new ComponentEdit.Patch(name, JsonPatch.parse(Values.json(surroundings, patch)));
            }
            return new ComponentEdit.Replace(name, Values.json(surroundings, String.valueOf(replace)));
        }
    }

    @Override
    protected void run() {
        ComponentName name = new ComponentName(component.toUpperCase(Locale.ROOT));
        UpdateTask command = new UpdateTask(
                new TaskId(id), List.of(change.edit(name, session().surroundings())));
        TaskVerbs.Receipts.print(this, "updated", tasks().send(command));
    }
}
