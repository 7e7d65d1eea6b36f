package dev.rollback.cli.history;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskBlameView;
import dev.rollback.api.TaskBlameView.BlamedField;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A blame for people: where all fields below a place have one origin, the place has one line instead of them. */
final class BlameLines {
    private final BlamedPart part;
    private final Map<String, BlamedField> fields = new HashMap<>();

    private BlameLines(TaskBlameView blame, BlamedPart part) {
        this.part = part;
        blame.fields().forEach(field -> fields.put(field.component() + field.path(), field));
    }

    static List<BlamedField> of(TaskBlameView blame, BlamedPart part) {
        BlameLines blameLines = new BlameLines(blame, part);
        List<BlamedField> lines = new ArrayList<>();
        blame.content().components().forEach((name, content) -> {
            JsonNode value = content.node().at(part.pointer());
            if (part.isOf(name) && !value.isMissingNode()) {
                lines.addAll(blameLines.lines(name, part.pointer(), Json.of(value)));
            }
        });
        return lines;
    }

    private List<BlamedField> lines(ComponentName name, JsonPointer path, Json value) {
        BlamedField field = fields.get(name.value() + path);
        if (field != null) {
            return List.of(field);
        }
        List<BlamedField> lines = new ArrayList<>();
        value.node()
                .fieldNames()
                .forEachRemaining(member -> lines.addAll(lines(
                        name, path.appendProperty(member), value.get(member).orElseThrow())));
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            lines.addAll(lines(name, path.appendIndex(i), value.get(i).orElseThrow()));
        }
        return !isLookedInto(name, path) && haveOneOrigin(lines) ? together(lines.get(0), path, value) : lines;
    }

    // A component, a task's own data and what was asked for by its path have a line for each member.
    private boolean isLookedInto(ComponentName name, JsonPointer path) {
        return path.matches()
                || path.equals(part.pointer())
                || (name.equals(ComponentName.TASK_STATE) && path.equals(BlamedPart.DATA));
    }

    private static boolean haveOneOrigin(List<BlamedField> lines) {
        BlamedField first = lines.get(0);
        return lines.stream()
                .allMatch(line -> line.setBy().equals(first.setBy())
                        && Objects.equals(line.broughtBackBy(), first.broughtBackBy()));
    }

    private static List<BlamedField> together(BlamedField one, JsonPointer path, Json value) {
        return List.of(new BlamedField(one.component(), path.toString(), value, one.setBy(), one.broughtBackBy()));
    }
}
