package dev.rollback.cli.history;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskBlameView;
import dev.rollback.api.TaskBlameView.BlamedField;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of a task's fields are asked for.
 *
 * @param pointer the path of a field, or of what is around it
 * @param component null for all
 */
record BlamedPart(JsonPointer pointer, @Nullable ComponentName component) {
    static final JsonPointer DATA = JsonPointer.compile("/data");

    static BlamedPart of(String path, @Nullable ComponentName component) {
        try {
            return new BlamedPart(JsonPointer.compile(path), component);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "'%s' is no path: write a JSON pointer, such as /data/tables.".formatted(path),
                    e);
        }
    }

    List<BlamedField> fields(TaskBlameView blame) {
        String path = pointer.toString();
        return blame.fields().stream()
                .filter(field -> isOf(field.component()))
                .filter(field -> field.path().equals(path) || field.path().startsWith(path + "/"))
                .toList();
    }

    /** What is to be said where there are no such fields. */
    String missing(TaskBlameView blame) {
        if (component != null && !blame.content().components().containsKey(component)) {
            return "task %s has no component %s: it has %s."
                    .formatted(
                            blame.taskId(),
                            component,
                            blame.content().components().keySet().stream()
                                    .map(ComponentName::value)
                                    .collect(Collectors.joining(", ")));
        }
        BlamedPart inData = new BlamedPart(DATA.append(pointer), component);
        return "task %s has no field %s%s. 'co blame %s' shows those it has."
                .formatted(
                        blame.taskId(),
                        pointer,
                        inData.fields(blame).isEmpty() ? "" : ", but " + inData.pointer,
                        blame.taskId());
    }

    boolean isOf(ComponentName name) {
        return component == null || component.equals(name);
    }
}
