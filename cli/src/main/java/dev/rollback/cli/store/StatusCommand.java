package dev.rollback.cli.store;

import dev.rollback.api.HiddenTask;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.app.reader.DocumentReader.ImportedFile;
import dev.rollback.app.reader.DueTask;
import dev.rollback.app.reader.StoreStatus;
import dev.rollback.app.reader.StoreStatus.Present;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.DueText;
import dev.rollback.cli.command.HiddenText;
import dev.rollback.cli.command.NextSteps;
import dev.rollback.cli.terminal.ShellText;
import dev.rollback.cli.terminal.Table;
import dev.rollback.cli.terminal.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code co status}. */
@Command(name = "status", description = "Show what the store holds, and whether the imported file still matches it.")
public final class StatusCommand extends AnswerCommand {
    @Mixin
    AtOption at;

    @Override
    protected void run() {
        ResolvedMoment cut = at.cut(this);
        StoreStatus status = reader().status().at(cut == null ? null : cut.position());
        String store = session().address().toString();
        output(cut).one("status", item(store, status), store, () -> print(store, status));
        HiddenText.tell(this, hidden(status));
    }

    private Map<String, Object> item(String store, StoreStatus status) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("store", store);
        if (status.backupOf() != null) {
            item.put("backupOf", status.backupOf());
        }
        item.put("events", status.events());
        item.put("tasks", words(status.tasks(), new LinkedHashMap<>()));
        item.put("checkpoints", status.checkpoints());
        item.put("cleanedUp", words(status.closed(), new TreeMap<>()));
        item.put("held", status.held());
        item.put("rollbacks", rollbacks(status));
        item.put("results", words(status.rollbacks(), new TreeMap<>()));
        Present present = status.present();
        if (present != null) {
            item.put("rollbackEnabled", present.enabled());
            item.put("rollbackOnFailure", present.onFailure());
            item.put("unfinished", unfinished(present));
            List<String> hidden =
                    present.hidden().stream().map(task -> task.taskId().value()).toList();
            if (!hidden.isEmpty()) {
                item.put("hidden", hidden);
            }
            String file = file(present.file());
            if (file != null) {
                item.put("file", file);
            }
        }
        return item;
    }

    private void print(String store, StoreStatus status) {
        Table facts = Table.ofFacts();
        facts.fact("store", store)
                .fact(
                        "backup",
                        status.backupOf() == null
                                ? null
                                : "made %s; nobody has written to it yet".formatted(time(status.backupOf())))
                .fact("events", status.events())
                .fact("tasks", status.tasks().isEmpty() ? "none" : counts(words(status.tasks(), new LinkedHashMap<>())))
                .fact(
                        "checkpoints",
                        status.checkpoints()
                                + beside(
                                        status.held() == 0 ? "" : status.held() + " held",
                                        counts(words(status.closed(), new TreeMap<>()))))
                .fact("rollbacks", rollbacks(status) + beside(counts(words(status.rollbacks(), new TreeMap<>()))));
        Present present = status.present();
        if (present != null) {
            facts.fact(
                    "rollback",
                    "enabled for %s, on failure for %s"
                            .formatted(Text.count(present.enabled(), "task"), present.onFailure()));
            if (!present.hidden().isEmpty()) {
                facts.fact("hidden", Text.count(present.hidden().size(), "task"));
            }
            facts.fact("file", file(present.file()));
            unfinished(present).forEach(one -> facts.fact("unfinished", one));
        }
        facts.print(paper(), "");
    }

    private static List<HiddenTask> hidden(StoreStatus status) {
        return status.present() == null ? List.of() : status.present().hidden();
    }

    private static long rollbacks(StoreStatus status) {
        return status.rollbacks().values().stream().mapToLong(Long::longValue).sum();
    }

    /** What was begun, and is still to be ended. */
    private static List<String> unfinished(Present present) {
        return present.due().stream().map(StatusCommand::unfinished).toList();
    }

    private static String unfinished(DueTask due) {
        return "task %s failed at seq:%d and is to go back by itself: %s"
                .formatted(due.taskId(), due.seq(), DueText.who(due));
    }

    private static Map<String, Long> words(Map<? extends Enum<?>, Long> counts, Map<String, Long> words) {
        counts.forEach((constant, count) -> words.put(constant.name().toLowerCase(Locale.ROOT), count));
        return words;
    }

    private static String counts(Map<String, Long> words) {
        return words.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    /** What of it, in brackets; nothing where there is none. */
    private static String beside(String... counts) {
        String all = Stream.of(counts).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : " (" + all + ")";
    }

    /** What is to be said of the file that was imported or exported last; null where there was none. */
    private @Nullable String file(@Nullable ImportedFile file) {
        if (file == null) {
            return null;
        }
        String name = NextSteps.shown(this, file.source());
        return switch (file.agreement()) {
            case GONE -> name + " is gone";
            case SAME -> name + " says the same as the store";
            case FILE_CHANGED -> name + " has changed since: co import " + ShellText.file(name);
            case STORE_CHANGED -> "the store has changed since: co export --out " + ShellText.file(name);
            case BOTH_CHANGED -> name + " and the store have both changed since: co import " + ShellText.file(name);
        };
    }
}
