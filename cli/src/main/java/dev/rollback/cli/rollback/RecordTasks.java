package dev.rollback.cli.rollback;

import dev.rollback.api.ComponentName;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RollbackView.RolledBackTask;
import dev.rollback.cli.terminal.Table;
import dev.rollback.cli.terminal.TextWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a rollback did to each of its tasks, where they are several. */
final class RecordTasks {
    private RecordTasks() {}

    static void print(TextWriter paper, RollbackView record) {
        if (record.tasks().size() < 2) {
            return;
        }
        paper.line("");
        Table table = new Table("~TASK", "~WITH", "~TO", "EPOCH", "~COMPONENTS");
        record.tasks()
                .forEach(part -> table.row(
                        part.taskId(), part.draggedBy(), target(part), part.epoch(), components(part.components())));
        table.print(paper, "");
    }

    static boolean isRetracted(RolledBackTask part) {
        return part.targetSeq() < 0
                && (part.components() == null || part.components().contains(ComponentName.TASK_STATE));
    }

    private static String target(RolledBackTask part) {
        if (part.checkpointId() != null) {
            return part.checkpointId().value();
        } else if (part.targetSeq() >= 0) {
            return "event " + part.targetSeq();
        }
        return isRetracted(part) ? "retracted" : "before it was there";
    }

    private static String components(@Nullable List<ComponentName> components) {
        return components == null
                ? "all"
                : components.stream().map(ComponentName::value).collect(Collectors.joining(", "));
    }
}
