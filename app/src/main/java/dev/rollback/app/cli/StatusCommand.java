package dev.rollback.app.cli;

import dev.rollback.api.BoardQuery.FindDocument;
import dev.rollback.api.BoardQuery.FindLastDocument;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.DocumentView;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.InvalidJsonException;
import dev.rollback.api.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code co status}. */
@Command(name = "status", description = "What the store holds, and whether the imported file still says the same.")
final class StatusCommand extends AnswerCommand {
    @Override
    void run() {
        PageRequest one = PageRequest.first(1);
        Map<String, Object> byStatus = new LinkedHashMap<>();
        for (TaskStatus status : TaskStatus.values()) {
            long count = views().tasks(new FindTasks(status, null, one)).total();
            if (count > 0) {
                byStatus.put(status.name().toLowerCase(Locale.ROOT), count);
            }
        }
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("store", session().address().toString());
        status.put("events", session().store().read(reading -> reading.head().position()));
        status.put("tasks", byStatus);
        status.put(
                "checkpoints",
                views().checkpoints(new FindCheckpoints(null, one)).total());
        status.put(
                "rollbacks",
                views().rollbacks(new FindRollbacks(null, Map.of(), one)).total());
        String file = file();
        if (file != null) {
            status.put("file", file);
        }
        output().one("status", status, String.valueOf(status.get("store")), () -> print(status));
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
