package dev.rollback.app.settings;

import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds keys that were meant for us and are none of ours. The object {@code rollback} is ours: what is unknown there is
 * a problem, as a limit that silently does not hold would be. The rest of the file belongs to others: there only what is
 * nearly one of our keys is a problem, and what merely begins like one is worth a word.
 */
final class KeyCheck {
    private static final String SECTION = "rollback";
    private static final String IN_SECTION = SECTION + ".";
    private static final int EDITS_OUTSIDE = 2;
    private static final int SHORTEST_PART = 5;

    private final SettingsFile file;
    private final Problems problems;
    private final List<String> warnings = new ArrayList<>();

    KeyCheck(SettingsFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Returns what is only worth a word. */
    List<String> run() {
        file.document().node().fieldNames().forEachRemaining(this::checkOutside);
        file.document().get(SECTION).ifPresent(this::checkSection);
        return warnings;
    }

    private void checkOutside(String key) {
        if (key.equals(SECTION) || (key.indexOf('.') < 0 && isKnown(key))) {
            return;
        }
        Optional<String> meant =
                isSection(key) ? Optional.of("/" + SECTION) : nearest(key, pointersBy(Setting::key), EDITS_OUTSIDE);
        if (meant.isPresent()) {
            problems.add("%s; did you mean %s?".formatted(unknown("", key), meant.get()));
        } else if (key.startsWith("rollback_") || key.startsWith("max_rollback")) {
            warnings.add(unknown("", key) + " and left alone");
        }
    }

    /** A word that is as near may well be somebody else's, unless it holds what a section holds. */
    private boolean isSection(String key) {
        boolean near = Spelling.distance(Spelling.plain(key), SECTION) <= 1;
        return near && file.document().get(key).filter(Json::isObject).isPresent();
    }

    private void checkSection(Json section) {
        if (section.isObject()) {
            section.node().fieldNames().forEachRemaining(this::checkInside);
        } else {
            problems.add(
                    "%s: /%s must be an object, not %s.".formatted(file.path(), SECTION, Shape.described(section)));
        }
    }

    private void checkInside(String key) {
        boolean comment = key.startsWith("_") || key.startsWith("$") || key.startsWith("//");
        if (comment || isKnown(IN_SECTION + key)) {
            return;
        }
        Map<String, String> pointers = pointersBy(setting -> setting.key().replace(IN_SECTION, ""));
        String advice = nearest(key, pointers, Math.max(EDITS_OUTSIDE, key.length() / 4))
                .or(() -> partly(key, pointers))
                .map("did you mean %s?"::formatted)
                .orElseGet(() -> "what can be set there is " + String.join(", ", sectionKeys()) + ".");
        problems.add("%s; %s".formatted(unknown("/" + SECTION, key), advice));
    }

    private String unknown(String pointer, String key) {
        String step =
                Spelling.shortened(key.replace("~", "~0").replace("/", "~1").replace("\n", "\\n"));
        return "%s: %s/%s is unknown".formatted(file.path(), pointer, step);
    }

    private static List<String> sectionKeys() {
        return Setting.ofFile()
                .map(Setting::key)
                .filter(key -> key.startsWith(IN_SECTION))
                .map(key -> key.substring(IN_SECTION.length()))
                .toList();
    }

    private static boolean isKnown(String key) {
        return Setting.ofFile().anyMatch(setting -> setting.key().equals(key));
    }

    private static Optional<String> nearest(String key, Map<String, String> pointers, int edits) {
        String plain = Spelling.plain(key);
        return pointers.entrySet().stream()
                .filter(known -> Spelling.distance(plain, known.getKey()) <= edits)
                .min(Comparator.comparingInt(known -> Spelling.distance(plain, known.getKey())))
                .map(Entry::getValue);
    }

    /** The only one of which the key is a part, or which is a part of the key. */
    private static Optional<String> partly(String key, Map<String, String> pointers) {
        String plain = Spelling.plain(key);
        List<String> found = pointers.entrySet().stream()
                .filter(known -> plain.length() >= SHORTEST_PART
                        && (known.getKey().contains(plain) || plain.contains(known.getKey())))
                .map(Entry::getValue)
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static Map<String, String> pointersBy(Function<Setting<?>, String> name) {
        Map<String, String> pointers = new LinkedHashMap<>();
        Setting.ofFile().forEach(setting -> pointers.put(Spelling.plain(name.apply(setting)), setting.pointer()));
        return pointers;
    }
}
