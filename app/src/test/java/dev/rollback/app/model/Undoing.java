package dev.rollback.app.model;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.app.model.Aim.Target;
import dev.rollback.app.model.Happening.Started;
import dev.rollback.app.model.Happening.WentBack;
import dev.rollback.app.model.Plan.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Plans the undo of a rollback: exactly its tasks and components, to just before its unit. */
final class Undoing {
    private final Story story;
    private final RollbackScope scope;
    private final RollbackId undone;
    private final Objections objections = new Objections();

    private Undoing(Story story, RollbackScope scope) {
        this.story = story;
        this.scope = scope;
        this.undone = Objects.requireNonNull(scope.undoes());
    }

    static Plan plan(Story story, RollbackScope scope) {
        return new Undoing(story, scope).plan();
    }

    private Plan plan() {
        Records records = new Records(story);
        if (records.refused(undone)) {
            throw new Objection(RefusalCode.CONFLICT);
        } else if (records.done(undone).isEmpty()) {
            throw new Objection(RefusalCode.NOT_FOUND);
        } else if (records.undoneBy(undone) != null) {
            throw new Objection(RefusalCode.ALREADY_THERE);
        }
        long cut = story.unitOf(undone).orElseThrow() - 1;
        List<Part> parts = parts(records, cut);
        boolean board = records.movedBoard(undone);
        objections.perhapsIf(board, RefusalCode.CONFLICT);
        return new Plan(
                scope,
                parts,
                cut,
                Set.of(),
                board ? Certainty.OPEN : Certainty.NO,
                scope.laterWork() == null ? Certainty.NO : Certainty.OPEN,
                new Boards(story).seen(),
                objections);
    }

    private List<Part> parts(Records records, long cut) {
        List<Part> parts = new ArrayList<>();
        List<Entry> all = records.parts(undone);
        for (Entry entry : all) {
            Certainty moved = moved(entry);
            boolean keeps = scope.laterWork() == LaterWork.KEEP;
            objections.addIf(scope.laterWork() == null && moved == Certainty.YES, RefusalCode.CONFLICT);
            objections.perhapsIf(scope.laterWork() == null && moved == Certainty.OPEN, RefusalCode.CONFLICT);
            if (keeps && moved == Certainty.OPEN) {
                throw new Undecided("whether a task moved that went away and came back in several steps");
            }
            if (!keeps || moved == Certainty.NO) {
                parts.add(part(entry, cut));
            }
        }
        boolean none = parts.isEmpty();
        objections.addIf(none && !all.isEmpty(), RefusalCode.CONFLICT);
        objections.perhapsIf(none, RefusalCode.ALREADY_THERE);
        return parts;
    }

    private Part part(Entry entry, long cut) {
        WentBack back = (WentBack) entry.what();
        Standing now = story.now(back.task());
        Content then = story.after(back.task(), entry.seq() - 1).content();
        objections.perhapsIf(!now.policy().rollbackEnabled(), RefusalCode.ROLLBACK_DISABLED);
        return new Part(
                back.task(),
                false,
                new Target(cut, entry.seq() - 1, null),
                now,
                then,
                now.content().back(then, Filter.of(back.components())),
                back.components());
    }

    /** Whether the task is not any more what the rollback left. */
    private Certainty moved(Entry own) {
        WentBack back = (WentBack) own.what();
        Entry newest = story.newestChange(back.task(), Long.MAX_VALUE).orElseThrow();
        if (newest.equals(own)) {
            return Certainty.NO;
        } else if (newest.what() instanceof WentBack later
                && later.components() == null
                && story.newestChange(back.task(), later.targetSeq())
                        .filter(own::equals)
                        .isPresent()) {
            return Certainty.NO;
        }
        boolean work = !(newest.what() instanceof WentBack || newest.what() instanceof Started);
        Content left = story.after(back.task(), own.seq()).content();
        return work || !story.now(back.task()).content().equals(left) ? Certainty.YES : Certainty.OPEN;
    }
}
