package dev.rollback.api.json;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;

/** A well-formed patch does not fit the document: nothing of it was applied. */
public class PatchFailedException extends RefusedException {
    private final int index;
    private final String pointer;
    private final String reason;

    PatchFailedException(int index, JsonPatch.Operation operation, String pointer, String reason) {
        super(
                RefusalCode.CONFLICT,
                "the patch does not fit the document: operation " + index + " ("
                        + operation.kind().text() + " \"" + pointer + "\"): " + reason
                        + "; make the patch anew from the document as it is now");
        this.index = index;
        this.pointer = pointer;
        this.reason = reason;
    }

    /** Which operation failed, counted from 0. */
    public int index() {
        return index;
    }

    /** Where in the document (RFC 6901). */
    public String pointer() {
        return pointer;
    }

    public String reason() {
        return reason;
    }
}
