package dev.rollback.app.model;

import dev.rollback.api.RefusalCode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the model expects of a command. Where the specification leaves something open, more than one outcome is right.
 *
 * @param done what happens when it is done; null where it must be refused
 * @param refusals the codes it may be refused with; empty where it must be done
 */
record Forecast(@Nullable Done done, Set<RefusalCode> refusals) {

    /**
     * @param unit the entries it makes
     * @param open an entry of the board that it may make besides, before its last one
     * @param answer what it is answered with; null where the model does not know
     * @param after a unit of work that follows by itself; empty where none does
     */
    record Done(
            List<Happening> unit,
            @Nullable Happening open,
            @Nullable Object answer,
            List<Happening> after) {
        Done(List<Happening> unit, @Nullable Happening open, @Nullable Object answer) {
            this(unit, open, answer, List.of());
        }

        /** How many entries there are then more, but for the open one. */
        int entries() {
            return unit.size() + after.size();
        }

        Done then(List<Happening> second) {
            return new Done(unit, open, answer, second);
        }
    }

    static Forecast done(List<Happening> unit, @Nullable Object answer) {
        return new Forecast(new Done(unit, null, answer), Set.of());
    }

    static Forecast refused(RefusalCode... codes) {
        return new Forecast(null, Set.of(codes));
    }

    static Forecast refused(Set<RefusalCode> codes) {
        return new Forecast(null, codes);
    }

    /** Done, or refused with one of these. */
    Forecast orRefused(Set<RefusalCode> codes) {
        return new Forecast(done, codes);
    }

    boolean allows(RefusalCode code) {
        return refusals.contains(code);
    }
}
