package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback would do.
 *
 * @param cut null for mixed moments
 * @param kept tasks that would go back, were they not preserved or behind a preserved one
 * @param boards whether the board goes back with them
 * @param confirmation whether a person has to say yes
 * @param boardSeen how many entries of the board there were when it was planned
 */
record Plan(
        RollbackScope scope,
        List<Part> parts,
        @Nullable Long cut,
        Set<TaskId> kept,
        Certainty boards,
        Certainty confirmation,
        long boardSeen,
        Objections objections) {

    /**
     * One task's part.
     *
     * @param after its content then
     * @param components null for all
     */
    record Part(
            TaskId task,
            boolean dragged,
            Aim.Target target,
            Standing now,
            Content then,
            Content after,
            @Nullable Set<ComponentName> components) {

        boolean has(ComponentName name) {
            return now.content().names().contains(name) || then.names().contains(name);
        }

        boolean retracts() {
            return now.content().facts() != null && after.facts() == null;
        }

        @Nullable
        CheckpointId checkpoint() {
            return target.checkpoint();
        }
    }

    /** Those that hold now, and that held where its tasks go. */
    Edges edges(Story story) {
        Edges all = Edges.at(story, story.head());
        for (Part part : parts) {
            all = all.or(Edges.at(story, part.target().cut()));
        }
        return all;
    }

    /** What binds a plan: where its tasks stand and go. */
    private record Bound(TaskId task, long epoch, Content now, long targetSeq, Content after) {}

    private Set<Bound> bound() {
        return parts.stream()
                .map(part -> new Bound(
                        part.task(),
                        part.now().epoch(),
                        part.now().content(),
                        part.target().seq(),
                        part.after()))
                .collect(Collectors.toSet());
    }

    /** Whether the digest must be the same as that of an earlier plan. */
    Certainty sameAs(Plan earlier) {
        if (!bound().equals(earlier.bound())) {
            return Certainty.NO;
        }
        boolean boardsCount = boards != Certainty.NO || earlier.boards != Certainty.NO;
        return boardsCount && boardSeen != earlier.boardSeen ? Certainty.OPEN : Certainty.YES;
    }
}
