package dev.rollback.store.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a store's database has, beside what the migration scripts make. Pure.
 *
 * @param expected what the scripts make
 * @param found what there is
 */
record SchemaComparison(List<SchemaObject> expected, List<SchemaObject> found) {
    /** What the scripts make of our tables, in whatever version, so that anything else acts behind the program's back. */
    private static final Set<String> MADE =
            Set.of(SchemaObject.TABLE, "column", "constraint", SchemaObject.INDEX, SchemaObject.UNIQUE_INDEX);

    /**
     * What no version of the scripts ever made: a trigger, a rule or a policy on a table of the store, and anything that has
     * a table's name and is none. Nothing must be read before these are known not to be there: a view may never end.
     */
    List<String> foreign() {
        Set<String> tables = tables();
        return found.stream()
                .filter(object -> tables.contains(object.table()) && !MADE.contains(object.kind()))
                .map(object -> object.name().equals(object.table())
                        ? "%s is a %s, not a table".formatted(object.name(), object.kind())
                        : object.words() + " is extra")
                .toList();
    }

    /** All that differs in a way that may change what is written or read; {@link #foreign()} included. */
    List<String> differences() {
        List<String> differences = new ArrayList<>(foreign());
        Map<String, SchemaObject> present = new LinkedHashMap<>();
        found.forEach(object -> present.put(key(object), object));
        Set<String> tables = found.stream()
                .filter(SchemaObject::isTable)
                .map(SchemaObject::name)
                .collect(Collectors.toSet());
        Set<String> named = found.stream().map(SchemaObject::name).collect(Collectors.toSet());
        for (SchemaObject wanted : expected) {
            SchemaObject there = present.remove(key(wanted));
            boolean told = (!wanted.isTable() && !tables.contains(wanted.table()))
                    || (wanted.isTable() && there == null && named.contains(wanted.name()));
            if (there == null && !told) {
                differences.add("%s is missing (%s)".formatted(wanted.words(), wanted.definition()));
            } else if (there != null && !there.definition().equals(wanted.definition())) {
                differences.add("%s is different: %s instead of %s"
                        .formatted(wanted.words(), there.definition(), wanted.definition()));
            }
        }
        Set<String> ours = tables();
        present.values().stream()
                .filter(object -> ours.contains(object.table())
                        && MADE.contains(object.kind())
                        && !object.kind().equals(SchemaObject.INDEX))
                .forEach(object -> differences.add(object.words() + " is extra"));
        return differences;
    }

    /** What is there beside and does no harm. */
    List<String> extras() {
        Set<String> ours = tables();
        Set<String> wanted = expected.stream().map(SchemaComparison::key).collect(Collectors.toSet());
        return found.stream()
                .filter(object -> ours.contains(object.table())
                        ? object.kind().equals(SchemaObject.INDEX) && !wanted.contains(key(object))
                        : object.name().equals(object.table()))
                .map(object -> object.words() + " is extra")
                .toList();
    }

    private Set<String> tables() {
        return expected.stream()
                .filter(SchemaObject::isTable)
                .map(SchemaObject::name)
                .collect(Collectors.toSet());
    }

    private static String key(SchemaObject object) {
        return String.join("\t", object.kind(), object.name(), object.table());
    }
}
