package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.rollback.api.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything a caller can ask of the boards, that is, of a whole Task Master document. */
public sealed interface BoardCommand {

    /**
     * Takes in what differs between the document last imported or exported and this one: one unit of work. Answered
     * with an {@link ImportReport}.
     *
     * @param document a Task Master document, tagged or not
     * @param source where it came from, such as the file's path
     * @param asOf the document's own time
     * @param keepOurs where document and store changed the same field, keep the store's
     * @param text the document's text, so that it can be written again exactly; null where only what it says is known
     */
    @JsonTypeName("ImportDocument")
    record ImportDocument(
            @JsonProperty("document") Json document,
            @JsonProperty("source") String source,
            @JsonProperty("asOf") @Nullable Instant asOf,
            @JsonProperty("keepOurs") boolean keepOurs,
            @JsonProperty("text") @Nullable String text)
            implements BoardCommand {
        public ImportDocument(Json document, String source, @Nullable Instant asOf, boolean keepOurs) {
            this(document, source, asOf, keepOurs, null);
        }
    }

    /**
     * Remembers that this document, made by {@link BoardQuery.FindDocument}, was written to {@code target}, so that the
     * next import is compared with it. Answered with nothing.
     *
     * @param text the text that was written; null where only what it says is known
     */
    @JsonTypeName("RecordExport")
    record RecordExport(
            @JsonProperty("document") Json document,
            @JsonProperty("target") String target,
            @JsonProperty("text") @Nullable String text)
            implements BoardCommand {
        public RecordExport(Json document, String target) {
            this(document, target, null);
        }
    }

    /**
     * Remembers that this document, of the present or of the past, was written to {@code target}, without a word about what
     * the next import is compared with: a file that the store wrote can be told from one that was edited. Answered with
     * nothing.
     */
    @JsonTypeName("RecordCopy")
    record RecordCopy(
            @JsonProperty("document") Json document,
            @JsonProperty("target") String target) implements BoardCommand {}
}
