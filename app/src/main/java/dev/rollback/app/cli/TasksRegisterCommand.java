package dev.rollback.app.cli;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co tasks register}. */
@Command(name = "register", description = "A new task.")
@SuppressWarnings("NullAway.Init") // picocli sets the options
final class TasksRegisterCommand extends AnswerCommand {
    @Parameters(paramLabel = "ID", description = "The task's id.")
    String id;

    @Option(
            names = "--title",
            required = true,
            paramLabel = "T",
            completionCandidates = WordKind.TextOrFile.class,
            description = "What it is called.")
    String title;

    @Option(
            names = "--depends-on",
            split = ",",
            paramLabel = "ID",
            completionCandidates = WordKind.TaskId.class,
            description = "Tasks it depends on.")
    List<String> dependsOn = List.of();

    @Option(
            names = "--parent",
            paramLabel = "ID",
            completionCandidates = WordKind.TaskId.class,
            description = "The task it is part of.")
    @Nullable
    String parent;

    @Option(
            names = "--policy",
            split = ",",
            paramLabel = "SWITCH=BOOLEAN",
            completionCandidates = Switches.class,
            description = "rollback-enabled, rollback-on-failure, epoch-required.")
    List<String> policy = List.of();

    /** For completion: what differs from the defaults. */
    static final class Switches implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("rollback-enabled=false", "rollback-on-failure=true", "epoch-required=true")
                    .iterator();
        }
    }

    @Override
    void run() {
        List<TaskId> dependencies = dependsOn.stream().map(TaskId::new).toList();
        TaskId parentId = parent == null ? null : new TaskId(parent);
        TaskVerbs.Receipts.print(
                this,
                "registered",
                tasks().send(new RegisterTask(new TaskId(id), value(title), dependencies, parentId, policy())));
    }

    private TaskPolicy policy() {
        TaskPolicy made = TaskPolicy.DEFAULT;
        for (String given : policy) {
            int equals = given.indexOf('=');
            String name = equals < 0 ? given : given.substring(0, equals);
            boolean on = equals < 0 || truth(given, given.substring(equals + 1));
            made = switch (name) {
                case "rollback-enabled" -> new TaskPolicy(on, made.rollbackOnFailure(), made.epochRequired());
                case "rollback-on-failure" -> new TaskPolicy(made.rollbackEnabled(), on, made.epochRequired());
                case "epoch-required" -> new TaskPolicy(made.rollbackEnabled(), made.rollbackOnFailure(), on);
                default -> throw unknown(given);
            };
        }
        return made;
    }

    private static boolean truth(String given, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unknown(given);
        };
    }

    private static RefusedException unknown(String given) {
        return new RefusedException(
                RefusalCode.INVALID_INPUT,
                "'%s' is no policy: it is rollback-enabled, rollback-on-failure or epoch-required, with =true or =false."
                        .formatted(given));
    }
}
