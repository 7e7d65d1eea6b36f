package dev.rollback.engine.board;

import dev.rollback.api.BoardQuery.FindDocument;
import dev.rollback.api.BoardQuery.FindDocumentAt;
import dev.rollback.api.BoardQuery.FindLastDocument;
import dev.rollback.api.DocumentAtView;
import dev.rollback.api.DocumentView;
import dev.rollback.api.HiddenTask;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.json.Json;
import dev.rollback.engine.moment.Moments;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Store;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** The documents of a store. Needs no Axon configuration. */
public final class BoardDocuments {
    private final Store store;
    private final TaskStates states;

    public BoardDocuments(Store store, TaskStates states) {
        this.store = store;
        this.states = states;
    }

    /** @throws dev.rollback.api.RefusedException INVALID_INPUT, with its path, for what is no Task Master document */
    public static void requireReadable(Json document) {
        DocumentReading.read(document, TaskMasterDocument.NONE);
    }

    /** The document of the store's present state. */
    @QueryHandler
    public DocumentView find(FindDocument query) {
        return store.read(reading -> {
            BoardMoment present = new BoardMoment(reading, states);
            return view(present.isEmpty() ? null : present.now(), present, present.hidden());
        });
    }

    /** The hash of the document that was last read from a file, or written to it; empty for a file that is not remembered. */
    public Optional<String> lastOf(String file) {
        return store.read(reading -> Optional.ofNullable(
                LoadedBoard.of(reading, Tokens.MASTER, reading.head().position())
                        .state()
                        .files()
                        .get(file)));
    }

    /** The document last imported or exported. */
    @QueryHandler
    public DocumentView find(FindLastDocument query) {
        return store.read(reading -> {
            BoardMoment present = new BoardMoment(reading, states);
            return view(present.hasBase() ? present.base() : null, present, List.of());
        });
    }

    /** The document of the store's state at a moment. */
    @QueryHandler
    public DocumentAtView find(FindDocumentAt query) {
        return store.read(reading -> {
            ResolvedMoment at = new Moments(reading).cut(query.at());
            BoardMoment then = new BoardMoment(reading, states, at.position());
            return documentAt(at, then.isEmpty() ? null : then.now(), then.hidden());
        });
    }

    private static DocumentAtView documentAt(
            ResolvedMoment at, @Nullable TaskMasterDocument document, List<HiddenTask> hidden) {
        return document == null
                ? new DocumentAtView(at, null, null, hidden)
                : new DocumentAtView(at, DocumentWriting.write(document), DocumentWriting.text(document), hidden);
    }

    private static DocumentView view(
            @Nullable TaskMasterDocument document, BoardMoment present, List<HiddenTask> hidden) {
        return document == null
                ? new DocumentView(null, present.source(), null, hidden)
                : new DocumentView(
                        DocumentWriting.write(document), present.source(), DocumentWriting.text(document), hidden);
    }
}
