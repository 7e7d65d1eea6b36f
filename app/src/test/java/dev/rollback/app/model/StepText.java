package dev.rollback.app.model;

import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Steps as Java, to be pasted into a test. */
final class StepText {
    private StepText() {}

    static String lines(List<Step> steps) {
        return steps.stream()
                .map(step -> "steps.add(" + text(step) + ");")
                .collect(Collectors.joining("\n", "List<Step> steps = new ArrayList<>();\n", "\n"));
    }

    static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return new TextNode(text).toString();
        } else if (value instanceof Collection<?> list) {
            return list.stream().map(StepText::text).collect(Collectors.joining(", ", "List.of(", ")"));
        } else if (value instanceof Enum<?> constant) {
            return name(constant.getDeclaringClass()) + "." + constant.name();
        } else if (value instanceof Record record) {
            return "new " + name(record.getClass()) + parts(record);
        }
        return String.valueOf(value);
    }

    private static String name(Class<?> type) {
        return type.getEnclosingClass() == Step.class ? "Step." + type.getSimpleName() : type.getSimpleName();
    }

    private static String parts(Record record) {
        List<String> parts = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            parts.add(text(RecordParts.value(record, component)));
        }
        return "(" + String.join(", ", parts) + ")";
    }
}
