package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.app.model.Happening.Marked;
import dev.rollback.app.model.Happening.MarkedAll;
import dev.rollback.app.model.Happening.RollbackAsked;
import dev.rollback.app.model.Happening.RollbackRefused;
import dev.rollback.app.model.Happening.WentBack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the model shows. */
record Expected(Story story) {

    /** All that ever were, as they are. */
    List<Seen.Task> tasks() {
        return story.tasks().stream().map(task -> task(task, story.head())).toList();
    }

    /** Those that existed at the cut, as they were. */
    List<Seen.Task> tasksAt(long cut) {
        return story.tasks().stream()
                .filter(task -> story.at(task, cut).exists())
                .map(task -> task(task, cut))
                .toList();
    }

    private Seen.Task task(TaskId task, long cut) {
        return taskAfter(task, story.seqAt(task, cut));
    }

    Seen.Task taskAfter(TaskId task, long seq) {
        Standing then = story.after(task, seq);
        long position = story.events(task)
                .filter(entry -> entry.seq() == then.seq())
                .findFirst()
                .orElseThrow()
                .position();
        return new Seen.Task(
                task,
                then.status(),
                then.epoch(),
                then.seq(),
                position,
                then.worked(),
                then.policy(),
                then.origin(),
                facts(then.content().facts()),
                then.content().others());
    }

    private static Seen.@Nullable TaskFacts facts(@Nullable Facts facts) {
        return facts == null
                ? null
                : new Seen.TaskFacts(
                        facts.title(),
                        facts.statusText(),
                        facts.error(),
                        facts.dependsOn(),
                        facts.parent(),
                        facts.data());
    }

    /** Newest first. */
    List<Seen.Checkpoint> checkpoints() {
        List<Seen.Checkpoint> checkpoints = new ArrayList<>();
        story.all(MarkedAll.class)
                .map(all -> story.marker(all.checkpoint()).orElseThrow())
                .forEach(marker -> checkpoints.add(new Seen.Checkpoint(
                        marker.id(), marker.cut(), state(marker.id(), null), held(marker.id()), null)));
        story.tasks().forEach(task -> addCheckpoints(task, checkpoints));
        checkpoints.sort(Comparator.comparingLong(Seen.Checkpoint::position).reversed());
        return checkpoints;
    }

    private void addCheckpoints(TaskId task, List<Seen.Checkpoint> checkpoints) {
        List<Standing> standings = story.standings(task);
        Set<CheckpointId> line = Set.copyOf(new Checkpoints(story).line(story.now(task)));
        story.events(task).filter(entry -> entry.what() instanceof Marked).forEach(entry -> {
            CheckpointId id = ((Marked) entry.what()).checkpoint();
            int seq = (int) entry.seq();
            Standing then = standings.get(seq);
            CheckpointId parent = seq == 0 ? null : standings.get(seq - 1).line();
            checkpoints.add(new Seen.Checkpoint(
                    id,
                    entry.position(),
                    state(id, then.status()),
                    held(id),
                    new Seen.OwnCheckpoint(
                            task,
                            then.status(),
                            line.contains(id),
                            parent,
                            then.epoch(),
                            seq,
                            then.content().hash())));
        });
    }

    private boolean held(CheckpointId checkpoint) {
        return new Checkpoints(story).held(checkpoint);
    }

    private CheckpointState state(CheckpointId checkpoint, @Nullable TaskStatus status) {
        CheckpointState closed = new Checkpoints(story).closed(checkpoint);
        if (closed != null) {
            return closed;
        } else if (new Checkpoints(story).used(checkpoint)) {
            return CheckpointState.RESTORED;
        } else if (status == TaskStatus.FAILED) {
            return CheckpointState.FAILED;
        }
        return status == TaskStatus.COMPLETED ? CheckpointState.COMPLETED : CheckpointState.CREATED;
    }

    /** Newest first. */
    List<Seen.Rollback> rollbacks() {
        List<Seen.Rollback> rollbacks = new ArrayList<>();
        for (Entry entry : story.entries()) {
            if (entry.what() instanceof RollbackAsked asked) {
                rollbacks.add(new Seen.Rollback(
                        asked.rollback(),
                        RollbackStatus.SUCCESS,
                        reason(asked.failure()),
                        asked.failure(),
                        null,
                        asked.cut(),
                        new Records(story).undoneBy(asked.rollback()),
                        rolledBack(asked.rollback())));
            } else if (entry.what() instanceof RollbackRefused refused) {
                rollbacks.add(new Seen.Rollback(
                        refused.rollback(),
                        RollbackStatus.FAILED,
                        reason(refused.failure()),
                        refused.failure(),
                        refused.code(),
                        null,
                        null,
                        List.of()));
            }
        }
        Collections.reverse(rollbacks);
        return rollbacks;
    }

    /** One that nobody asked for has that of the failure. */
    private RollbackReason reason(@Nullable TaskFailure failure) {
        return failure == null
                ? RollbackReason.MANUAL
                : Objects.requireNonNull(story.after(failure.taskId(), failure.seq())
                                .facts()
                                .error())
                        .cause();
    }

    private List<Seen.RolledBack> rolledBack(RollbackId rollback) {
        return new Records(story)
                .parts(rollback).stream()
                        .map(entry -> (WentBack) entry.what())
                        .map(back -> new Seen.RolledBack(
                                back.task(),
                                back.checkpoint(),
                                back.targetSeq(),
                                back.epoch(),
                                back.dragged(),
                                back.components()))
                        .toList();
    }

    static List<Seen.Planned> planned(Plan plan) {
        return plan.parts().stream()
                .map(part -> new Seen.Planned(
                        part.task(),
                        part.dragged(),
                        part.checkpoint(),
                        part.target().cut(),
                        part.now().seq(),
                        part.target().seq(),
                        part.now().epoch(),
                        part.now().status(),
                        part.now().worked()))
                .toList();
    }
}
