package dev.rollback.app.model;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackId;
import dev.rollback.app.model.Happening.BoardWentBack;
import dev.rollback.app.model.Happening.RollbackAsked;
import dev.rollback.app.model.Happening.RollbackRefused;
import dev.rollback.app.model.Happening.WentBack;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rollbacks there were. */
record Records(Story story) {

    Optional<RollbackAsked> done(RollbackId rollback) {
        return story.all(RollbackAsked.class)
                .filter(asked -> asked.rollback().equals(rollback))
                .findFirst();
    }

    boolean refused(RollbackId rollback) {
        return story.all(RollbackRefused.class)
                .anyMatch(refused -> refused.rollback().equals(rollback));
    }

    /** Whether nobody asked for it. */
    boolean isByItself(RollbackId rollback) {
        return done(rollback).map(asked -> asked.failure() != null).orElse(false);
    }

    /** What it did to each task. */
    List<Entry> parts(RollbackId rollback) {
        return story.entries().stream()
                .filter(entry ->
                        entry.what() instanceof WentBack back && back.rollback().equals(rollback))
                .toList();
    }

    boolean movedBoard(RollbackId rollback) {
        return story.all(BoardWentBack.class).anyMatch(back -> back.rollback().equals(rollback));
    }

    /** The rollback that has undone this one, while that stands. */
    @Nullable
    RollbackId undoneBy(RollbackId rollback) {
        return story.all(RollbackAsked.class)
                .filter(asked -> rollback.equals(asked.scope().undoes()))
                .map(RollbackAsked::rollback)
                .filter(undo -> undoneBy(undo) == null)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** The rollback to undo so that this one stands again. */
    RollbackId undoToRedo(RollbackId rollback) {
        if (done(rollback).isEmpty() && !refused(rollback)) {
            throw new Objection(RefusalCode.NOT_FOUND);
        }
        RollbackId undo = undoneBy(rollback);
        if (undo != null) {
            return undo;
        } else if (undoes(rollback)) {
            return rollback;
        }
        throw new Objection(RefusalCode.CONFLICT);
    }

    private boolean undoes(RollbackId rollback) {
        return done(rollback).map(asked -> asked.scope().undoes() != null).orElse(false)
                || story.all(RollbackRefused.class)
                        .anyMatch(refused -> refused.rollback().equals(rollback)
                                && refused.scope().undoes() != null);
    }
}
