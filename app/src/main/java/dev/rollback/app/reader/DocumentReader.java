package dev.rollback.app.reader;

import dev.rollback.api.BoardQuery.FindDocument;
import dev.rollback.api.BoardQuery.FindDocumentAt;
import dev.rollback.api.BoardQuery.FindLastDocument;
import dev.rollback.api.DocumentAtView;
import dev.rollback.api.DocumentView;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.InvalidJsonException;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonLimits;
import dev.rollback.app.files.BoundedInput;
import dev.rollback.engine.board.BoardDocuments;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store's Task Master document: as it is, as it was, and beside files. */
public final class DocumentReader {
    private static final String MASTER = "board/master";

    private final Store store;
    private final BoardDocuments documents;

    DocumentReader(Store store, TaskStates states) {
        this.store = store;
        this.documents = new BoardDocuments(store, states);
    }

    /** What the store says now. */
    public DocumentView present() {
        return documents.find(new FindDocument());
    }

    /** What the file said when it was last imported or exported. */
    public DocumentView last() {
        return documents.find(new FindLastDocument());
    }

    /** @throws RefusedException NOT_FOUND for a moment that there is not */
    public DocumentAtView at(Moment moment) {
        return documents.find(new FindDocumentAt(moment));
    }

    /** @throws RefusedException INVALID_INPUT, in words for people, where the content is no Task Master document */
    public static void requireReadable(Json content) {
        BoardDocuments.requireReadable(content);
    }

    /** What a file holds that is to be written over. */
    public enum Content {
        /** What the store says, or wrote or read before: nothing is lost. */
        KNOWN,
        /** Somebody edited it since this store last read or wrote it. */
        EDITED,
        /** This store never read or wrote it. */
        UNKNOWN
    }

    /** @param bytes what is in the file */
    public Content content(Path file, byte[] bytes) {
        Json says = parsed(bytes);
        DocumentView last = last();
        Optional<String> known = documents.lastOf(file.toString());
        if (says != null
                && (says.equals(last.document())
                        || known.equals(Optional.of(says.sha256()))
                        || says.equals(present().document()))) {
            return Content.KNOWN;
        }
        return known.isPresent() || file.toString().equals(last.source()) ? Content.EDITED : Content.UNKNOWN;
    }

    /** The imported file beside the store. */
    public enum Agreement {
        SAME,
        FILE_CHANGED,
        STORE_CHANGED,
        BOTH_CHANGED,
        /** There is no such file any more, or what is there is none. */
        GONE
    }

    /** @param source the file's path, as it was imported or exported */
    public record ImportedFile(String source, Agreement agreement) {}

    /** The file that was imported or exported last; nothing where there was none, or only standard input. */
    public Optional<ImportedFile> file() {
        boolean any = store.read(reading -> reading.lastSeq(MASTER) >= 0);
        DocumentView last = any ? last() : null;
        if (last == null
                || last.document() == null
                || last.source() == null
                || !Path.of(last.source()).isAbsolute()) {
            return Optional.empty();
        }
        return Optional.of(new ImportedFile(last.source(), agreement(Path.of(last.source()), last.document())));
    }

    private Agreement agreement(Path file, Json last) {
        // the store says which file it is, so it may be a pipe or a device, which has no end
        if (!Files.isRegularFile(file)) {
            return Agreement.GONE;
        }
        boolean edited = !last.equals(parsed(file));
        boolean moved = !Objects.equals(present().document(), last);
        return edited && moved
                ? Agreement.BOTH_CHANGED
                : edited ? Agreement.FILE_CHANGED : moved ? Agreement.STORE_CHANGED : Agreement.SAME;
    }

    private static @Nullable Json parsed(Path file) {
        try {
            return parsed(BoundedInput.EXPORTED.file(file.toString(), file));
        } catch (RefusedException e) {
            return null;
        }
    }

    private static @Nullable Json parsed(byte[] bytes) {
        try {
            return Json.parse(bytes, JsonLimits.STORED);
        } catch (InvalidJsonException e) {
            return null;
        }
    }
}
