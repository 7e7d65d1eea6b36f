package dev.rollback.app.model;

import dev.rollback.api.BoardCommand.ImportDocument;
import dev.rollback.api.BoardCommand.RecordExport;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.app.model.Document.Item;
import dev.rollback.app.model.Happening.BoardExported;
import dev.rollback.app.model.Happening.BoardImported;
import dev.rollback.app.model.Happening.Imported;
import dev.rollback.app.model.Happening.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a document comes to: only what differs between it and the one last imported or exported is applied. */
record Importing(Story story) {

    Forecast foresee(ImportDocument command) {
        Document theirs = Document.read(command.document());
        Document base = new Boards(story).base();
        if (theirs.equals(base)) {
            return Forecast.done(List.of(), null);
        }
        List<Happening> unit = new ArrayList<>();
        unit.add(new BoardImported(theirs, board(base, theirs, command.keepOurs())));
        for (Item item : theirs.items()) {
            taken(base == null ? null : base.item(item.id()), item, command.keepOurs(), unit);
        }
        for (Item was : base == null ? List.<Item>of() : base.items()) {
            if (theirs.item(was.id()) == null) {
                gone(was, command.keepOurs(), unit);
            }
        }
        return Forecast.done(unit, null);
    }

    /** Whether one is written that differs only in the order of keys is not specified. */
    Forecast foresee(RecordExport command) {
        Document written = Document.read(command.document());
        if (written.items().isEmpty()) {
            throw new Undecided("what form a document without tasks has");
        }
        BoardExported exported = new BoardExported(written, written.board());
        return written.equals(new Boards(story).base())
                ? new Forecast(new Forecast.Done(List.of(), exported, null), Set.of())
                : Forecast.done(List.of(exported), null);
    }

    private Board board(@Nullable Document base, Document theirs, boolean keepOurs) {
        Board was = base == null ? null : base.board();
        Board ours = new Boards(story).now();
        if (ours == null || was == null) {
            return theirs.board();
        }
        boolean keepOrder = kept(was.order(), ours.order(), theirs.board().order(), keepOurs);
        boolean keepForm = kept(was.tagged(), ours.tagged(), theirs.tagged(), keepOurs);
        return new Board(keepOrder ? ours.order() : theirs.board().order(), keepForm ? ours.tagged() : theirs.tagged());
    }

    private static boolean kept(Object was, Object ours, Object theirs, boolean keepOurs) {
        return theirs.equals(was) || (keepOurs && !ours.equals(was));
    }

    private void taken(@Nullable Item was, Item theirs, boolean keepOurs, List<Happening> unit) {
        TaskId task = theirs.id();
        Standing now = story.now(task);
        if (!now.exists()) {
            boolean stays = was != null && (was.equals(theirs) || keepOurs);
            if (!stays) {
                long epoch = now.known() ? now.epoch() + 1 : 0;
                unit.add(new Imported(task, Fields.of(theirs).facts(null), epoch));
            }
            return;
        }
        if (was != null && !now.facts().file()) {
            throw new Undecided("whether a task that was registered anew is the file's");
        }
        Fields ours = Fields.of(now.facts());
        Fields merged = ours.merge(was == null ? Fields.NONE : Fields.of(was), Fields.of(theirs), keepOurs);
        if (!merged.equals(ours)) {
            unit.add(new Imported(task, merged.facts(now.facts()), now.epoch()));
        } else if (was == null || !was.keys().equals(theirs.keys())) {
            throw new Undecided("whether an entry spelled otherwise is an event");
        }
    }

    private void gone(Item was, boolean keepOurs, List<Happening> unit) {
        Standing now = story.now(was.id());
        if (now.exists() && !(keepOurs && !Fields.of(now.facts()).equals(Fields.of(was)))) {
            unit.add(new Moved(was.id(), TaskStatus.WITHDRAWN, null));
        }
    }
}
