package dev.rollback.app.cli;

import dev.rollback.api.BoardQuery.FindDocument;
import dev.rollback.api.BoardQuery.FindLastDocument;
import dev.rollback.api.DocumentView;
import dev.rollback.api.HiddenTask;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RefusedException;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskQuery.FindTasksAt;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonLimits;
import dev.rollback.app.BoundedInput;
import dev.rollback.engine.storage.IndexReader;
import dev.rollback.projections.Totals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
                    ? views().tasksWithoutContent(new FindTasks(status, null, one))
                            .total()
                    : session()
                            .tasksAt()
                            .find(new FindTasksAt(new AtPosition(cut.position()), List.of(), status, null, one))
                            .total();
            if (count > 0) {
                byStatus.put(word(status), count);
            }
        }
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("store", session().address().toString());
        session().store().read(IndexReader::copiedAt).ifPresent(madeAt -> status.put("backupOf", madeAt));
        status.put(
                "events",
                cut == null ? session().store().read(reading -> reading.head().position()) : cut.position());
        status.put("tasks", byStatus);
        Totals totals = views().totals(position);
        status.put("checkpoints", totals.checkpoints());
        status.put("cleanedUp", words(totals.closed()));
        status.put("held", totals.held());
        status.put(
                "rollbacks",
                totals.rollbacks().values().stream().mapToLong(Long::longValue).sum());
        status.put("results", words(totals.rollbacks()));
        if (cut == null) {
            RollbackSettings settings = session().settings().rollback();
            status.put("rollbackEnabled", settings.enabled() ? totals.enabled() : 0L);
            status.put("rollbackOnFailure", onFailure(settings, totals));
            status.put("unfinished", unfinished());
        }
        List<HiddenTask> hidden = cut == null ? views().hiddenTasks() : List.of();
        if (!hidden.isEmpty()) {
            status.put(
                    "hidden", hidden.stream().map(task -> task.taskId().value()).toList());
        }
        String file = cut == null ? file() : null;
        if (file != null) {
            status.put("file", file);
        }
        output(cut).one("status", status, String.valueOf(status.get("store")), () -> print(status));
        HiddenText.tell(this, hidden);
    }

    /** How many tasks would go back automatically, to a stable checkpoint, if this process were told that they failed. */
    private static long onFailure(RollbackSettings settings, Totals totals) {
        if (!settings.enabled() || Boolean.FALSE.equals(settings.onFailure())) {
            return 0;
        }
        return totals.onFailure() + totals.asConfigured();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** What was begun, and is to be ended by whoever comes next. */
    private List<String> unfinished() {
        return DueText.all(session()).stream()
                .map(due -> "task %s failed at seq:%d and is to go back by itself: %s"
                        .formatted(due.task(), due.seq(), DueText.who(session(), due)))
                .toList();
    }

    private static Map<String, Object> words(Map<? extends Enum<?>, Long> counts) {
        Map<String, Object> words = new TreeMap<>();
        counts.forEach((constant, count) -> words.put(word(constant), count));
        return words;
    }

    private void print(Map<String, Object> status) {
        Table facts = Table.ofFacts();
        facts.fact("store", status.get("store"))
                .fact("backup", backup(status))
                .fact("events", status.get("events"))
                .fact("tasks", counts(status, "tasks", "none"))
                .fact("checkpoints", status.get("checkpoints") + beside(status, "held", "cleanedUp"))
                .fact("rollbacks", status.get("rollbacks") + beside(status, "results"));
        if (status.get("rollbackEnabled") instanceof Long enabled) {
            facts.fact(
                    "rollback",
                    "enabled for %s, on failure for %s"
                            .formatted(Text.count(enabled, "task"), status.get("rollbackOnFailure")));
        }
        if (status.get("hidden") instanceof List<?> tasks) {
            facts.fact("hidden", Text.count(tasks.size(), "task"));
        }
        facts.fact("file", status.get("file"));
        if (status.get("unfinished") instanceof List<?> unfinished) {
            unfinished.forEach(one -> facts.fact("unfinished", one));
        }
        facts.print(paper(), "");
    }

    private @Nullable String backup(Map<String, Object> status) {
        return status.get("backupOf") instanceof Instant madeAt
                ? "made %s; nobody has written to it yet".formatted(time(madeAt))
                : null;
    }

    /** What of it, in brackets; nothing where there is none. */
    private static String beside(Map<String, Object> status, String... names) {
        String all = Stream.of(names)
                .map(name -> status.get(name) instanceof Long count
                        ? (count == 0 ? "" : count + " " + name)
                        : counts(status, name, ""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : " (" + all + ")";
    }

    private static String counts(Map<String, Object> status, String name, String none) {
        return status.get(name) instanceof Map<?, ?> counts && !counts.isEmpty()
                ? counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "))
                : none;
    }

    private static @Nullable Json parsed(Path path) {
        try {
            return Json.parse(BoundedInput.DOCUMENT.file(path.toString(), path), JsonLimits.DOCUMENT);
        } catch (RefusedException e) {
            return null;
        }
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
        if (!path.isAbsolute()) {
            return null; // standard input, or what a program called it: no file to look at
        }
        String name = NextSteps.shown(this, last.source());
        // the store says which file it is, so it may be a pipe or a device, which has no end
        if (!Files.isRegularFile(path)) {
            return name + " is gone";
        }
        boolean edited = !last.document().equals(parsed(path));
        boolean moved =
                !Objects.equals(session().documents().find(new FindDocument()).document(), last.document());
        if (edited && moved) {
            return name + " and the store have both changed since: co import " + ShellText.file(name);
        } else if (edited) {
            return name + " has changed since: co import " + ShellText.file(name);
        }
        return moved
                ? "the store has changed since: co export --out " + ShellText.file(name)
                : name + " says the same as the store";
    }
}
