package dev.rollback.app.model;

import dev.rollback.api.RefusalCode;
import java.util.Set;

/** Why the model refuses something; where several reasons hold at once, any of them may be said. */
final class Objection extends RuntimeException {
    private final transient Set<RefusalCode> codes;

    Objection(RefusalCode... codes) {
        this(Set.of(codes));
    }

    Objection(Set<RefusalCode> codes) {
        super(codes.toString());
        this.codes = codes;
    }

    Set<RefusalCode> codes() {
        return codes;
    }
}
