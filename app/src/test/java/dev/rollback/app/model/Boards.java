package dev.rollback.app.model;

import dev.rollback.app.model.Happening.BoardExported;
import dev.rollback.app.model.Happening.BoardImported;
import dev.rollback.app.model.Happening.BoardWentBack;
import dev.rollback.app.model.Happening.OfBoard;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one board that the model knows, folded. */
record Boards(Story story) {

    /** How many entries it has. */
    long seen() {
        return story.all(OfBoard.class).count();
    }

    @Nullable
    Board now() {
        return at(story.head());
    }

    @Nullable
    Board at(long cut) {
        Board board = null;
        for (Entry entry : entries()) {
            if (entry.position() > cut) {
                return board;
            } else if (entry.what() instanceof BoardImported imported) {
                board = imported.board();
            } else if (entry.what() instanceof BoardExported exported) {
                board = exported.board();
            } else if (entry.what() instanceof BoardWentBack back) {
                board = at(back.cut());
            }
        }
        return board;
    }

    /** The document last imported or exported. */
    @Nullable
    Document base() {
        Document base = null;
        for (Entry entry : entries()) {
            if (entry.what() instanceof BoardImported imported) {
                base = imported.base();
            } else if (entry.what() instanceof BoardExported exported) {
                base = exported.base();
            }
        }
        return base;
    }

    /** What an export does to the board is not specified, nor whether it goes back where nothing of it differs. */
    Certainty differs(long cut) {
        List<Entry> since =
                entries().stream().filter(entry -> entry.position() > cut).toList();
        if (since.isEmpty()) {
            return Certainty.NO;
        }
        boolean exported = entries().stream().anyMatch(entry -> entry.what() instanceof BoardExported);
        // Nor whether a board that says nothing is another than none at all.
        boolean silent = saysNothing(now()) && saysNothing(at(cut));
        return !exported && !silent && !Objects.equals(now(), at(cut)) ? Certainty.YES : Certainty.OPEN;
    }

    private static boolean saysNothing(@Nullable Board board) {
        return board == null || board.order().isEmpty();
    }

    private List<Entry> entries() {
        return story.entries().stream()
                .filter(entry -> entry.what() instanceof OfBoard)
                .toList();
    }
}
