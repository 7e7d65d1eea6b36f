package dev.rollback.app.model;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a step can be tried as instead: with less in it. */
final class Simpler {
    private Simpler() {}

    static List<Step> steps(Step step) {
        List<Step> simpler = new ArrayList<>();
        if (step instanceof Step.Request request) {
            simpler.add(request.step());
        }
        records((Record) step).forEach(record -> simpler.add((Step) record));
        return simpler;
    }

    private static List<Record> records(Record record) {
        List<Record> simpler = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = RecordParts.value(record, component);
            for (Object other : values(value, component)) {
                simpler.add(RecordParts.with(record, component, other == NONE ? null : other));
            }
        }
        return simpler;
    }

    private static final Object NONE = new Object();

    private static List<Object> values(@Nullable Object value, RecordComponent component) {
        List<Object> simpler = new ArrayList<>();
        if (value != null && component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            simpler.add(NONE);
        }
        if (value instanceof List<?> list) {
            simpler.addAll(lists(list));
        } else if (Boolean.TRUE.equals(value)) {
            simpler.add(false);
        } else if (value instanceof Integer number && number > 0) {
            simpler.add(0);
            simpler.add(number / 2);
        } else if (value instanceof Enum<?> constant && !(constant instanceof Step.Verb)) {
            Object first = constant.getDeclaringClass().getEnumConstants()[0];
            if (!first.equals(constant)) {
                simpler.add(first);
            }
        } else if (value instanceof Record inner) {
            simpler.addAll(inner instanceof Step step ? steps(step) : records(inner));
        }
        return simpler;
    }

    private static List<Object> lists(List<?> list) {
        List<Object> simpler = new ArrayList<>();
        if (list.size() > 1) {
            simpler.add(List.of());
        }
        for (int i = 0; i < list.size(); i++) {
            simpler.add(without(list, i, null));
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Record record) {
                for (Record other : records(record)) {
                    simpler.add(without(list, i, other));
                }
            }
        }
        return simpler;
    }

    private static List<Object> without(List<?> list, int place, @Nullable Object instead) {
        List<Object> changed = new ArrayList<>(list);
        if (instead == null) {
            changed.remove(place);
        } else {
            changed.set(place, Objects.requireNonNull(instead));
        }
        return List.copyOf(changed);
    }
}
