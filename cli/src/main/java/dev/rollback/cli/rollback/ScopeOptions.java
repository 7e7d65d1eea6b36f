package dev.rollback.cli.rollback;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.Moment;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskId;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.IdList;
import dev.rollback.cli.command.Ids;
import dev.rollback.cli.command.PositionalOrOption;
import dev.rollback.cli.command.TaskIds;
import dev.rollback.cli.command.WordKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What goes back, and to where: the same words for a rollback and for its plan. */
final class ScopeOptions {
    private static final String CHECKPOINT = "--checkpoint-id";
    private static final String TASKS = "--task-id";
    private static final String PRESERVE = "--preserve";

    private static final List<String> LISTS =
            List.of(CHECKPOINT, TASKS, PRESERVE, "--component", "--exclude-component");

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            completionCandidates = WordKind.CheckpointId.class,
            description = "Checkpoint id, a unique prefix of it, or @latest.")
    @Nullable
    String id;

    @Option(
            names = CHECKPOINT,
            split = ",",
            paramLabel = "ID",
            completionCandidates = WordKind.CheckpointId.class,
            description = "Checkpoint id; several for several tasks, each of which returns to its own.")
    List<String> checkpoints = List.of();

    @Option(
            names = "--at",
            paramLabel = "MOMENT",
            completionCandidates = WordKind.Moment.class,
            description =
                    "Moment instead of a checkpoint: a time, '10m ago', pos:N, before:rb-…, after:rb-…, file:TIME.")
    @Nullable
    String at;

    @Option(
            names = TASKS,
            paramLabel = "T[,T…]",
            completionCandidates = WordKind.TaskId.class,
            description = "Tasks to roll back (default: those of the checkpoints, or all).")
    List<String> tasks = List.of();

    @Option(names = "--cascade", description = "Include every task that depends on them.")
    boolean cascade;

    @Option(
            names = PRESERVE,
            paramLabel = "T[,T…]",
            completionCandidates = WordKind.TaskId.class,
            description = "Leave these tasks as they are.")
    List<String> preserve = List.of();

    @Option(
            names = "--component",
            split = ",",
            paramLabel = "C",
            completionCandidates = WordKind.Component.class,
            description = "Only these components and those they need.")
    List<String> components = List.of();

    @Option(
            names = "--exclude-component",
            split = ",",
            paramLabel = "C",
            completionCandidates = WordKind.Component.class,
            description = "Leave these components as they are.")
    List<String> excluded = List.of();

    @Option(
            names = "--strategy",
            paramLabel = "S",
            converter = StrategyWords.class,
            completionCandidates = StrategyWords.class,
            description = "Strategy: ${COMPLETION-CANDIDATES} (default: derived from the other options).")
    @Nullable
    RollbackStrategy strategy;

    @Option(names = "--force", description = "Accept a checkpoint of a failed task, or an archived one.")
    boolean force;

    RollbackScope scope(CoCommand command) {
        LISTS.forEach(option -> requireNamed(command, option));
        List<TaskId> chosen = new TaskIds(command, TASKS).of(tasks);
        List<CheckpointId> targets = targets(command, chosen.size() == 1 ? chosen.get(0) : null);
        Moment moment = at == null ? null : command.moments().parse(at);
        return new RollbackScope(
                strategy,
                targets,
                moment,
                chosen,
                components(components),
                components(excluded),
                new TaskIds(command, PRESERVE).of(preserve),
                cascade,
                force,
                null,
                null);
    }

    /** Of an empty list nobody would get what they meant: to choose nothing means everything. */
    private static void requireNamed(CoCommand command, String option) {
        OptionSpec given = command.spec.commandLine().getParseResult().matchedOption(option);
        if (given != null && given.originalStringValues().stream().anyMatch(ScopeOptions::hasGap)) {
            throw new ParameterException(
                    command.spec.commandLine(),
                    "%s has an empty place in '%s': name what is meant, or leave the option out"
                            .formatted(option, String.join(" ", given.originalStringValues())));
        }
    }

    private static boolean hasGap(String list) {
        return IdList.split(list).stream().anyMatch(String::isBlank);
    }

    private List<CheckpointId> targets(CoCommand command, @Nullable TaskId only) {
        if (id == null && checkpoints.isEmpty() && at == null) {
            throw new ParameterException(
                    command.spec.commandLine(),
                    "Missing required option: '%s=ID' or '--at=MOMENT'".formatted(CHECKPOINT));
        }
        if (id != null && !checkpoints.isEmpty()) {
            PositionalOrOption.once(command.spec, id, CHECKPOINT, String.join(",", checkpoints));
        }
        List<String> given = id == null ? checkpoints : List.of(id);
        Ids ids = command.ids();
        return given.stream().map(one -> ids.checkpoint(one, only)).toList();
    }

    private static List<ComponentName> components(List<String> given) {
        return given.stream()
                .map(name -> new ComponentName(name.toUpperCase(Locale.ROOT)))
                .toList();
    }
}
