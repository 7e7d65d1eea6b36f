package dev.rollback.app.cli;

import dev.rollback.api.BoardQuery.FindDocument;
import dev.rollback.api.BoardQuery.FindLastDocument;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.DocumentView;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.PageRequest;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskQuery.FindTasksAt;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.InvalidJsonException;
import dev.rollback.api.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code co status}. */
@Command(name = "status", description = "What the store holds, and whether the imported file still says the same.")
final class StatusCommand extends AnswerCommand {
    @Mixin
    AtOption at;

    @Override
    void run() {
        ResolvedMoment cut = at.cut(this);
        Long position = cut == null ? null : cut.position();
        PageRequest one = PageRequest.first(1);
        Map<String, Object> byStatus = new LinkedHashMap<>();
        for (TaskStatus status : TaskStatus.values()) {
            long count = cut == null
                    ? views().tasks(new FindTasks(status, null, one)).total()
                    : session()
                            .tasksAt()
                            .find(new FindTasksAt(new AtPosition(cut.position()), List.of(), status, null, one))
                            .total();
            if (count > 0) {
                byStatus.put(status.name().toLowerCase(Locale.ROOT), count);
            }
        }
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("store", session().address().toString());
        status.put(
                "events",
                cut == null ? session().store().read(reading -> reading.head().position()) : cut.position());
        status.put("tasks", byStatus);
        status.put(
                "checkpoints",
                views().checkpoints(new FindCheckpoints(null, one, position)).total());
        status.put(
                "rollbacks",
                views().rollbacks(new FindRollbacks(null, Map.of(), one, position))
                        .total());
        String file = cut == null ? file() : null;
        if (file != null) {
            status.put("file", file);
        }
        output(cut).one("status", status, String.valueOf(status.get("store")), () -> print(status));
    }

    private void print(Map<String, Object> status) {
        Table facts = Table.ofFacts();
        status.forEach((name, value) ->
                facts.fact(name, value instanceof Map<?, ?> map ? (map.isEmpty() ? "none" : counts(map)) : value));
        facts.print(paper(), "");
    }

    private static @Nullable Json parsed(Path path) {
        try {
            return Json.parse(Values.read(path));
        } catch (InvalidJsonException e) {
            return null;
        }
    }

    private static String counts(Map<?, ?> counts) {
        StringBuilder text = new StringBuilder();
        counts.forEach((name, count) -> text.append(text.length() == 0 ? "" : ", ")
                .append(count)
                .append(' ')
                .append(name));
        return text.toString();
    }

    /** What is to be said of the file that was imported or exported last, or null where there was none. */
    private @Nullable String file() {
        boolean any = session().store().read(reading -> reading.lastSeq("board/master") >= 0);
        if (!any) {
            return null;
        }
        DocumentView last = session().documents().find(new FindLastDocument());
        if (last.document() == null || last.source() == null) {
            return null;
        }
        Path path = Path.of(last.source());
        String name = NextSteps.shown(this, last.source());
        if (!Files.exists(path)) {
            return name + " is gone";
        }
        boolean edited = !last.document().equals(parsed(path));
        boolean moved =
                !Objects.equals(session().documents().find(new FindDocument()).document(), last.document());
        if (edited && moved) {
            return name + " and the store have both changed since: co import " + name;
        } else if (edited) {
            return name + " has changed since: co import " + name;
        }
        return moved ? "the store has changed since: co export --out " + name : name + " says the same as the store";
    }
}
