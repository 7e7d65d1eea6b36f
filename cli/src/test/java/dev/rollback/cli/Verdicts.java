package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;

import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What audit, doctor and seal say of a store to which something was done, and which of it nobody says anything of. */
final class Verdicts {
    enum Verdict {
        AUDIT,
        DOCTOR,
        HARMLESS,
        SEAL
    }

    /** How often stale work was refused stands beside the log, and follows from nothing. */
    private static final Pattern REFUSED_WORK = Pattern.compile("\"refusedWork\" *: *\\[[^]]*]");

    private static final String SNAPSHOT = "snapshot";
    private static final String ROW = "%-46s%8s%8s%10s%14s%n";
    private static final int CORRUPT = 5;

    private final Workplace place;
    private final String address;
    private final Path seal;
    private final BiPredicate<String, CoRun> refusedRightly;
    private final Map<String, List<String>> contents;
    private final List<String[]> questions;
    private final List<String> answers;
    private final Map<String, Map<Verdict, Integer>> counts = new TreeMap<>();
    private final List<String> missed = new ArrayList<>();

    /**
     * Of a store that is sound now.
     *
     * @param refusedRightly whether a command is right not to open the store at all, for another reason than damage
     */
    Verdicts(Workplace place, String address, Path seal, BiPredicate<String, CoRun> refusedRightly) {
        this.place = place;
        this.address = address;
        this.seal = seal;
        this.refusedRightly = refusedRightly;
        this.contents = contents();
        this.questions = questions();
        this.answers = answers();
    }

    private List<String[]> questions() {
        String checkpoint = co(place, "checkpoints", "list", "-o", "id")
                .exits(0)
                .out()
                .lines()
                .findFirst()
                .orElseThrow();
        return Stream.of(
                        "tasks list -o json",
                        "tasks show A -o json",
                        "tasks show B -o json",
                        "tasks show B -o json --at pos:48",
                        "tasks show B -o json --at pos:64",
                        "checkpoints list -o json",
                        "rollback history -o json",
                        "log -o json",
                        "export",
                        "blame B -o json",
                        "rollback plan --strategy full -o json --checkpoint-id " + checkpoint)
                .map(line -> line.split(" "))
                .toList();
    }

    void judge(String kind, String what) {
        Verdict verdict = null;
        try {
            verdict = verdict(kind, kind + ": " + what);
        } catch (RuntimeException e) {
            missed.add("%s: %s: %s".formatted(kind, what, e));
        }
        if (verdict != null) {
            counts.computeIfAbsent(kind, key -> new EnumMap<>(Verdict.class)).merge(verdict, 1, Integer::sum);
        }
    }

    private @Nullable Verdict verdict(String kind, String what) {
        CoRun audit = co(place, "audit");
        CoRun doctor = co(place, "doctor");
        if (isCrash(audit) || isCrash(doctor)) {
            return miss(what, "crashed", audit, doctor);
        } else if (audit.exit() == CORRUPT || (audit.exit() != 0 && refusedRightly.test(kind, audit))) {
            return Verdict.AUDIT;
        } else if (audit.exit() != 0) {
            return miss(what, "the audit exits with " + audit.exit(), audit, doctor);
        } else if (doctor.exit() != 0) {
            return Verdict.DOCTOR;
        }
        List<String> answered = answers(); // first: a view that is behind is brought on by whoever reads it
        Map<String, List<String>> now = contents();
        if (isAsBefore(now) && answered.equals(answers)) {
            return isUsable(what) ? Verdict.HARMLESS : null;
        }
        CoRun sealed = co(place, "audit", "verify", "--seal", seal.toString());
        if (sealed.exit() != CORRUPT || isCrash(sealed)) {
            return miss(what, "nobody notices " + difference(now, answered), sealed, doctor);
        }
        return Verdict.SEAL;
    }

    /** Snapshots only save work: those that are left must be right, and none need be there. */
    private boolean isAsBefore(Map<String, List<String>> now) {
        Map<String, List<String>> rest = new TreeMap<>(now);
        List<String> snapshots = rest.put(SNAPSHOT, contents.get(SNAPSHOT));
        return rest.equals(contents) && contents.get(SNAPSHOT).containsAll(snapshots);
    }

    private static boolean isCrash(CoRun run) {
        return run.exit() == 1
                || Stream.of(run.out(), run.err())
                        .anyMatch(said -> said.contains("Exception") || said.contains("should not happen"));
    }

    private String difference(Map<String, List<String>> now, List<String> answered) {
        return contents.keySet().stream()
                        .filter(table -> !contents.get(table).equals(now.get(table)))
                        .collect(Collectors.joining(", ", "tables [", "], "))
                + "answers "
                + IntStream.range(0, answers.size())
                        .filter(i -> !answers.get(i).equals(answered.get(i)))
                        .mapToObj(i -> String.join(" ", questions.get(i)))
                        .toList();
    }

    /** Whoever goes on to work with it damages nothing either. */
    private boolean isUsable(String what) {
        CoRun update = co(place, "tasks", "update", "B", "--replace", "{\"goes\":\"on\"}");
        CoRun create = co(place, "checkpoints", "create", "--task-id", "B", "--phase", "goes on");
        CoRun audit = co(place, "audit");
        if (update.exit() + create.exit() + audit.exit() != 0) {
            miss(what, "cannot be worked with", update.exit() == 0 ? create : update, audit);
            return false;
        }
        return true;
    }

    private @Nullable Verdict miss(String what, String why, CoRun one, CoRun other) {
        missed.add("%s: %s%n%s"
                .formatted(
                        what,
                        why,
                        Stream.of(one, other)
                                .map(run -> "  %d %s %s"
                                        .formatted(
                                                run.exit(),
                                                run.out().strip(),
                                                run.err().strip()))
                                .collect(Collectors.joining("\n"))));
        return null;
    }

    private List<String> answers() {
        return questions.stream()
                .map(question -> co(place, question))
                .map(run -> "%d %s %s"
                        .formatted(run.exit(), REFUSED_WORK.matcher(run.out()).replaceAll(""), run.err()))
                .toList();
    }

    private Map<String, List<String>> contents() {
        try (Store store = StoreKind.openAt(address, StoreOptions.of(InstantSource.system()))) {
            return store.read(reading -> StoreTables.contents(reading.sql()));
        }
    }

    /** What nobody noticed, or what made a command fail otherwise than by saying that the store is damaged. */
    List<String> missed() {
        return missed;
    }

    int judged() {
        return counts.values().stream()
                .flatMap(of -> of.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    int count(Verdict verdict) {
        return counts.values().stream()
                .mapToInt(of -> of.getOrDefault(verdict, 0))
                .sum();
    }

    /** What became of each kind. */
    String table() {
        StringBuilder table = new StringBuilder(ROW.formatted("kind", "audit", "doctor", "harmless", "a seal alone"));
        counts.forEach((kind, of) -> table.append(row(kind, verdict -> of.getOrDefault(verdict, 0))));
        return table.append(row("all", this::count)).toString();
    }

    private static String row(String kind, ToIntFunction<Verdict> count) {
        return ROW.formatted(
                kind,
                count.applyAsInt(Verdict.AUDIT),
                count.applyAsInt(Verdict.DOCTOR),
                count.applyAsInt(Verdict.HARMLESS),
                count.applyAsInt(Verdict.SEAL));
    }
}
