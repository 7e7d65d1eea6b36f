package dev.rollback.engine.board;

import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rule of a three-way merge, field by field, and what is to be said where both sides had changed one. */
final class Conflicts {
    private final boolean keepOurs;
    private final List<String> warnings = new ArrayList<>();

    Conflicts(boolean keepOurs) {
        this.keepOurs = keepOurs;
    }

    /** Whether the file's value is to be taken, null for none, rather than what the store has. */
    boolean fileWins(String what, String field, @Nullable Json base, @Nullable Json file, @Nullable Json store) {
        if (sameText(base, file) || sameText(file, store)) {
            return false;
        }
        if (Objects.equals(store, base) || Objects.equals(store, file)) {
            return true;
        }
        return fileWins(
                "%s: file and store disagree on '%s';".formatted(what, field),
                "the file's value was taken",
                "the store's value was kept");
    }

    /** The same for something whole. */
    boolean fileWins(String disagreement, String taken, String kept) {
        warn(disagreement + " " + (keepOurs ? kept : taken));
        return !keepOurs;
    }

    Map<String, Json> members(
            String what, Map<String, Json> base, Map<String, Json> file, Map<String, Json> store, Set<String> except) {
        Set<String> names = new LinkedHashSet<>(file.keySet());
        names.addAll(store.keySet());
        names.removeAll(except);
        Map<String, Json> merged = new LinkedHashMap<>();
        for (String name : names) {
            boolean fromFile = fileWins(what, name, base.get(name), file.get(name), store.get(name));
            Json value = (fromFile ? file : store).get(name);
            if (value != null) {
                merged.put(name, value);
            }
        }
        return merged;
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    List<String> warnings() {
        return warnings;
    }

    private static boolean sameText(@Nullable Json one, @Nullable Json other) {
        return Objects.equals(one == null ? null : one.text(), other == null ? null : other.text());
    }
}
