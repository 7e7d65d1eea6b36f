package dev.rollback.app.model;

import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.app.model.Document.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a file can say of a task, field by field. */
record Fields(SortedMap<String, Object> values) {
    static final Fields NONE = new Fields(new TreeMap<>());

    private static final String TITLE = "title";
    private static final String STATUS = "status";
    private static final String DEPENDENCIES = "dependencies";

    static Fields of(Item item) {
        SortedMap<String, Object> values = new TreeMap<>(item.data());
        values.put(TITLE, item.title());
        values.put(STATUS, item.status());
        values.put(DEPENDENCIES, item.dependsOn());
        return new Fields(values);
    }

    static Fields of(Facts facts) {
        SortedMap<String, Object> values = new TreeMap<>();
        facts.data().node().properties().forEach(member -> values.put(member.getKey(), Json.of(member.getValue())));
        values.put(TITLE, facts.title());
        values.put(STATUS, facts.shownStatus());
        values.put(DEPENDENCIES, facts.dependsOn());
        return new Fields(values);
    }

    /** These, and what differs between {@code was} and {@code theirs}. */
    Fields merge(Fields was, Fields theirs, boolean keepOurs) {
        SortedMap<String, Object> merged = new TreeMap<>(values);
        Set<String> keys = new TreeSet<>(was.values.keySet());
        keys.addAll(theirs.values.keySet());
        for (String key : keys) {
            Object their = theirs.values.get(key);
            boolean disputed = !Objects.equals(values.get(key), was.values.get(key));
            if (Objects.equals(their, was.values.get(key)) || (keepOurs && disputed)) {
                continue;
            }
            if (their == null) {
                merged.remove(key);
            } else {
                merged.put(key, their);
            }
        }
        return new Fields(merged);
    }

    /** @param before what there was, where a file speaks of a task that is there */
    Facts facts(@Nullable Facts before) {
        String text = (String) Objects.requireNonNull(values.get(STATUS));
        boolean spoken = before == null || !text.equals(before.shownStatus());
        Map<String, Object> data = new LinkedHashMap<>(values);
        data.keySet().removeAll(List.of(TITLE, STATUS, DEPENDENCIES));
        return new Facts(
                (String) Objects.requireNonNull(values.get(TITLE)),
                spoken ? TaskStatus.ofFileText(text) : before.status(),
                spoken ? text : before.statusText(),
                dependsOn(),
                before == null ? null : before.parent(),
                spoken ? null : before.error(),
                true,
                Json.of(data));
    }

    @SuppressWarnings("unchecked")
    private List<TaskId> dependsOn() {
        return (List<TaskId>) Objects.requireNonNull(values.get(DEPENDENCIES));
    }
}
