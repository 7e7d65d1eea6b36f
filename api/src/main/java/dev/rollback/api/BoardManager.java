package dev.rollback.api;

import dev.rollback.api.BoardCommand.ImportDocument;
import dev.rollback.api.BoardCommand.RecordCopy;
import dev.rollback.api.BoardCommand.RecordExport;
import dev.rollback.api.BoardQuery.FindDocument;
import dev.rollback.api.BoardQuery.FindDocumentAt;
import dev.rollback.api.BoardQuery.FindLastDocument;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;

/**
 * Task Master documents, for Java callers: take one in, give out what the store has. Waiting, refusals and threads as
 * with {@link TaskManager}.
 */
public final class BoardManager {
    private final Gateways gateways;

    public BoardManager(CommandGateway commands, QueryGateway queries, RequestContext context) {
        this(new Gateways(commands, queries, context, Gateways.WAITING));
    }

    private BoardManager(Gateways gateways) {
        this.gateways = gateways;
    }

    public BoardManager with(RequestContext context) {
        return new BoardManager(gateways.withContext(context));
    }

    /** The same; each call waits at most so long. */
    public BoardManager withTimeout(Duration timeout) {
        return withWaiting(Waiting.atMost(timeout));
    }

    /** The same; its calls wait in this way. */
    public BoardManager withWaiting(Waiting waiting) {
        return new BoardManager(gateways.withWaiting(waiting));
    }

    /**
     * Takes in what differs between the document last imported or exported and this one: all of it, or nothing where it
     * is refused. Where the store had changed the same field, the document wins, and the report says so.
     *
     * @param source where it came from, such as the file's path
     */
    public ImportReport importDocument(Json document, String source) {
        return importDocument(document, source, null, false);
    }

    /**
     * The same.
     *
     * @param asOf the document's own time, where it is known
     * @param keepOurs where document and store changed the same field, keep the store's
     */
    public ImportReport importDocument(Json document, String source, @Nullable Instant asOf, boolean keepOurs) {
        return gateways.await(importDocumentAsync(new ImportDocument(document, source, asOf, keepOurs)));
    }

    /**
     * The same for a file's text, a byte order mark included, which {@link DocumentView#text()} gives back exactly where
     * nothing has changed.
     *
     * @throws dev.rollback.api.json.InvalidJsonException for what is no JSON
     */
    public ImportReport importText(String text, String source, @Nullable Instant asOf, boolean keepOurs) {
        return gateways.await(importDocumentAsync(
                new ImportDocument(Json.parse(text, JsonLimits.DOCUMENT), source, asOf, keepOurs, text)));
    }

    public CompletableFuture<ImportReport> importDocumentAsync(ImportDocument command) {
        return gateways.send(command);
    }

    /** The document of the store's present state; importing it again changes nothing once its export is recorded. */
    public DocumentView document() {
        return gateways.answer(gateways.ask(new FindDocument(), DocumentView.class));
    }

    /** The document of the store's state at a moment; says which moment was meant. */
    public DocumentAtView documentAt(Moment at) {
        return gateways.answer(gateways.ask(new FindDocumentAt(at), DocumentAtView.class));
    }

    /** The document last imported or exported. */
    public DocumentView lastDocument() {
        return gateways.answer(gateways.ask(new FindLastDocument(), DocumentView.class));
    }

    /** Remembers that {@code document} was written to {@code target}: the next import is compared with it. */
    public void recordExport(Json document, String target) {
        gateways.await(gateways.<Object>send(new RecordExport(document, target)));
    }

    /** The same for a document that was written as this text. */
    public void recordExport(Json document, String target, @Nullable String text) {
        gateways.await(gateways.<Object>send(new RecordExport(document, target, text)));
    }

    /** Remembers that a copy of {@code document} was written to {@code target}; imports are compared with what they were. */
    public void recordCopy(Json document, String target) {
        gateways.await(gateways.<Object>send(new RecordCopy(document, target)));
    }
}
