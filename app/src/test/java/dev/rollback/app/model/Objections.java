package dev.rollback.app.model;

import dev.rollback.api.RefusalCode;
import java.util.EnumSet;
import java.util.Set;

/** The reasons collected against a command. */
final class Objections {
    private final Set<RefusalCode> certain = EnumSet.noneOf(RefusalCode.class);
    private final Set<RefusalCode> possible = EnumSet.noneOf(RefusalCode.class);

    /** It must be refused. */
    void add(RefusalCode code) {
        certain.add(code);
    }

    void add(Set<RefusalCode> codes) {
        certain.addAll(codes);
    }

    void addIf(boolean holds, RefusalCode code) {
        if (holds) {
            certain.add(code);
        }
    }

    /** The specification leaves open whether it is refused. */
    void perhapsIf(boolean holds, RefusalCode code) {
        if (holds) {
            possible.add(code);
        }
    }

    boolean certain() {
        return !certain.isEmpty();
    }

    /** What may be said: certain reasons, and open ones beside them. */
    Set<RefusalCode> codes() {
        Set<RefusalCode> all = EnumSet.copyOf(certain);
        all.addAll(possible);
        return all;
    }

    void raise() {
        if (certain()) {
            throw new Objection(codes());
        }
    }
}
