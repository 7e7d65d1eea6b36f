package dev.rollback.cli.completion;

import dev.rollback.api.ComponentName;
import dev.rollback.app.reader.IdCompletions;
import dev.rollback.app.reader.IdCompletions.Candidate;
import dev.rollback.cli.command.WordKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a word can be, as the store knows it at this moment. */
final class StoreCandidates {
    private static final String TASKS = "--task-id";
    private static final int MOST_TASKS = 20;
    private static final Candidate LATEST = new Candidate("@latest", "the newest");

    private final @Nullable IdCompletions ids;
    private final CompletionContext cursor;

    /** @param ids null where there is no store to ask */
    StoreCandidates(@Nullable IdCompletions ids, CompletionContext cursor) {
        this.ids = ids;
        this.cursor = cursor;
    }

    /** Nothing where the store cannot be read: whoever is typing is not to be disturbed. */
    List<Candidate> of(WordKind kind) {
        try {
            return found(kind);
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private List<Candidate> found(WordKind kind) {
        if (kind instanceof WordKind.Component) {
            return components();
        } else if (ids == null) {
            return List.of();
        } else if (kind instanceof WordKind.TaskId) {
            return ids.tasks(cursor.sought());
        } else if (kind instanceof WordKind.CheckpointId) {
            return withLatest(checkpoints(ids));
        } else if (kind instanceof WordKind.RollbackId) {
            return withLatest(ids.rollbacks(cursor.sought()));
        } else if (kind instanceof WordKind.Moment) {
            return moments(ids, cursor.sought());
        }
        return kind instanceof WordKind.Tag ? plain(ids.tags().stream()) : List.of();
    }

    /** Checkpoints first; behind {@code before:} and {@code after:} rollbacks. */
    private static List<Candidate> moments(IdCompletions ids, String typed) {
        for (String side : List.of("before:", "after:")) {
            if (typed.startsWith(side)) {
                return withLatest(ids.rollbacks(typed.substring(side.length()))).stream()
                        .map(rollback -> new Candidate(side + rollback.id(), rollback.about()))
                        .toList();
            }
        }
        List<Candidate> all = withLatest(ids.checkpoints(typed, null));
        all.addAll(plain(Stream.of("now", "yesterday", "before:@latest", "after:@latest")));
        return all;
    }

    private static List<Candidate> withLatest(List<Candidate> found) {
        List<Candidate> all = new ArrayList<>(found);
        all.add(LATEST);
        return all;
    }

    /** Of the task that is named, and of everything; of all where none or several are. */
    private List<Candidate> checkpoints(IdCompletions ids) {
        List<String> tasks = tasks();
        if (tasks.size() != 1) {
            return ids.checkpoints(cursor.sought(), null);
        }
        return ids.checkpoints(cursor.sought(), tasks.get(0));
    }

    private List<String> tasks() {
        return cursor.ids(TASKS);
    }

    /** In small letters for who types them so: the command takes both. */
    private List<Candidate> components() {
        boolean byOption = cursor.command().optionsMap().containsKey(TASKS);
        List<String> tasks = byOption ? tasks() : cursor.parameters();
        Stream<String> own = ids == null
                ? Stream.of()
                : tasks.stream().limit(MOST_TASKS).flatMap(task -> ids.components(task).stream());
        boolean small = cursor.sought().chars().anyMatch(Character::isLowerCase);
        return plain(Stream.concat(ComponentName.WELL_KNOWN.stream().map(ComponentName::value), own)
                .distinct()
                .map(name -> small ? name.toLowerCase(Locale.ROOT) : name));
    }

    private static List<Candidate> plain(Stream<String> words) {
        return words.map(word -> new Candidate(word, "")).toList();
    }
}
