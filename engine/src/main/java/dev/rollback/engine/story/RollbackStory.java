package dev.rollback.engine.story;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.store.Appended;
import dev.rollback.store.IndexReader.CheckpointEntry;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what becomes of one try of a rollback, step by step, at DEBUG and under one logger name. Every word that is ever
 * logged of a rollback stands here: ids, positions, names of components, counts, codes and times; never what a task holds
 * and nobody's own words.
 */
public final class RollbackStory {
    /** The name of the logger. */
    public static final String LOGGER = "rollback";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private final RollbackId id;
    private final long asked = System.nanoTime();
    private String step = "looking for the target";
    private long writing;

    private RollbackStory(RollbackId id) {
        this.id = id;
    }

    public static RollbackStory of(RollBack command, Map<String, ?> metadata) {
        if (LOG.isDebugEnabled()) {
            RollbackScope scope = command.scope();
            LOG.debug(
                    "{}: {} asks for a rollback to {}{}, cause {}, request {}{}",
                    command.rollbackId(),
                    printable(metadata.get(MetadataKeys.ACTOR)),
                    target(scope),
                    scope.tasks().isEmpty()
                            ? ""
                            : " of %d task(s)".formatted(scope.tasks().size()),
                    command.reason(),
                    printable(metadata.get(MetadataKeys.REQUEST_ID)),
                    scope.force() ? ", forced" : "");
        }
        return new RollbackStory(command.rollbackId());
    }

    private static String target(RollbackScope scope) {
        if (scope.undoes() != null) {
            return "just before " + scope.undoes();
        }
        return scope.at() != null
                ? scope.at().text()
                : scope.checkpoints().stream()
                        .map(CheckpointId::value)
                        .collect(Collectors.joining(", ", "checkpoint ", ""));
    }

    /** The request was answered before, so nothing is done now. */
    public static void answeredBefore(RollbackId id, String request, @Nullable Object answer) {
        LOG.debug("{}: request {} was answered before, by {}: nothing is done", id, printable(request), answer);
    }

    /** The request was used for something else before. */
    public static void requestTaken(RollbackId id, String request) {
        LOG.debug("{}: request {} was used for something else: refused", id, printable(request));
    }

    public void found(Collection<CheckpointEntry> checkpoints, @Nullable Long cut) {
        for (CheckpointEntry checkpoint : checkpoints) {
            LOG.debug(
                    "{}: checkpoint {} is event {} of task {}, position {}",
                    id,
                    checkpoint.checkpointId(),
                    checkpoint.seq(),
                    checkpoint.task(),
                    checkpoint.position());
        }
        LOG.debug("{}: goes to {}", id, moment(cut));
        step = "planning";
    }

    public void planned(TaskRolledBack task) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{}: task {} goes to its event {} and to epoch {}; components: {}{}",
                    id,
                    task.taskId(),
                    task.targetSeq(),
                    task.epoch(),
                    task.changes().stream().map(ComponentChange::component).toList(),
                    task.draggedBy() == null ? "" : "; dragged by task " + task.draggedBy());
        }
    }

    public void planned(int tasks, @Nullable Long cut, String digest) {
        LOG.debug("{}: planned: {} task(s) to {}, digest {}", id, tasks, moment(cut), digest);
        step = "writing";
    }

    /** From here on somebody else may be writing: what the plan stands on is checked again under the lock. */
    public void writes(int tasks, int events, long at) {
        LOG.debug(
                "{}: writes {} events if none of {} task(s) moved, joined or left since position {}",
                id,
                events,
                tasks,
                at);
        writing = System.nanoTime();
    }

    private static String moment(@Nullable Long cut) {
        return cut == null ? "mixed moments" : "position " + cut;
    }

    public void appended(Appended where) {
        LOG.debug(
                "{}: nothing had moved; appended at positions {} to {} in {} ms: done, {} ms after it was asked",
                id,
                where.first(),
                where.last(),
                millisSince(writing),
                millisSince(asked));
    }

    /** Others were faster several times. */
    public void holds() {
        LOG.debug("{}: overtaken several times: plans with the store's lock in hand", id);
    }

    public void triedAgain() {
        LOG.debug("{}: something moved while {}: nothing was written, tried again", id, step);
    }

    public void refused(RefusalCode code, boolean recorded) {
        LOG.debug("{}: refused while {}: {}{}", id, step, code, recorded ? "" : ", which leaves no record");
    }

    public void recorded(Appended where) {
        LOG.debug("{}: FAILED record appended at position {}", id, where.first());
    }

    public void notRecorded(RuntimeException why) {
        LOG.debug("{}: the FAILED record could not be appended: {}", id, name(why));
    }

    public void broke(@Nullable Throwable why) {
        LOG.debug("{}: broke off while {}: {}", id, step, name(why));
    }

    // The message of what was not foreseen may hold anything.
    private static String name(@Nullable Throwable why) {
        return why == null ? "unknown" : why.getClass().getName();
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static String printable(@Nullable Object given) {
        return given == null ? "(none)" : given.toString().replaceAll("\\p{C}", "?");
    }
}
