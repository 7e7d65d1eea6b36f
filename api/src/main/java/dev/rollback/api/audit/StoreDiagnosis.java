package dev.rollback.api.audit;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a store was looked at without changing it, in the order in which it was looked at. Where one check
 * finds that no further one makes sense, it is the last.
 */
public record StoreDiagnosis(List<Finding> findings) {
    /** The check whether something was begun and not ended. */
    public static final String UNFINISHED = "unfinished";

    /** The check whether it is a copy to which nobody has written yet. */
    public static final String BACKUP = "backup";

    public StoreDiagnosis {
        findings = List.copyOf(findings);
    }

    /** How much it matters. */
    public enum Level {
        OK,
        /** The store works; somebody should know. */
        WARNING,
        /** The store cannot be used, or not be trusted. */
        PROBLEM
    }

    /**
     * What one check has found.
     *
     * @param check what was looked at, in a word that stays
     * @param next what to do; null where nothing is to be done, or something is that each door says in its own words
     * @param remedy what to do, as data
     * @param code of a problem: how whoever uses the store is refused
     */
    public record Finding(
            String check,
            Level level,
            String found,
            @Nullable String next,
            @Nullable Remedy remedy,
            @Nullable RefusalCode code) {

        public static Finding ok(String check, String found) {
            return new Finding(check, Level.OK, found, null, null, null);
        }

        public static Finding warning(String check, String found, String next) {
            return new Finding(check, Level.WARNING, found, next, null, null);
        }

        public static Finding warning(String check, String found, Remedy remedy) {
            return new Finding(check, Level.WARNING, found, null, remedy, null);
        }

        public static Finding problem(String check, RefusalCode code, String found, String next) {
            return new Finding(check, Level.PROBLEM, found, next, null, code);
        }

        public static Finding problem(String check, RefusalCode code, String found, Remedy remedy) {
            return new Finding(check, Level.PROBLEM, found, null, remedy, code);
        }
    }

    /** The same behind findings of somebody else. */
    public StoreDiagnosis behind(List<Finding> before) {
        List<Finding> all = new ArrayList<>(before);
        all.addAll(findings);
        return new StoreDiagnosis(all);
    }

    /** What kind of problem there is: damage before all others, else the first that was found. */
    public Optional<RefusalCode> problem() {
        List<RefusalCode> codes = findings.stream()
                .flatMap(finding -> Stream.ofNullable(finding.code()))
                .toList();
        return codes.contains(RefusalCode.CORRUPT)
                ? Optional.of(RefusalCode.CORRUPT)
                : codes.stream().findFirst();
    }
}
