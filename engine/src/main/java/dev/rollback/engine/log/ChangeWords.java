package dev.rollback.engine.log;

import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentChange.Kind;
import dev.rollback.api.LogEntryView.ChangedComponent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Changed values in words. */
final class ChangeWords {
    private static final int PATHS = 3;

    private ChangeWords() {}

    static String of(Told told) {
        Set<?> removed = Changed.of(told.event()).stream()
                .filter(change -> change.kind() == Kind.ABSENT)
                .map(ComponentChange::component)
                .collect(Collectors.toSet());
        return told.changes().stream()
                .map(change -> change.component() + (removed.contains(change.component()) ? " removed" : of(change)))
                .collect(Collectors.joining("; "));
    }

    /** How many values in all; nothing where that is not known. */
    static Optional<Integer> total(List<ChangedComponent> changes) {
        int total = 0;
        for (ChangedComponent change : changes) {
            if (change.values() == null) {
                return Optional.empty();
            }
            total += change.values();
        }
        return Optional.of(total);
    }

    private static String of(ChangedComponent change) {
        if (change.values() == null) {
            return " replaced";
        }
        List<String> paths = change.paths().stream().limit(PATHS).toList();
        String more = change.values() > paths.size() ? ", …" : "";
        return ": %s changed%s"
                .formatted(
                        Words.count(change.values(), "value"),
                        paths.isEmpty() ? "" : " (%s%s)".formatted(String.join(", ", paths), more));
    }
}
