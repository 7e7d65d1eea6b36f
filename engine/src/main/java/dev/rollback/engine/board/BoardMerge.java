package dev.rollback.engine.board;

import dev.rollback.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The same for what belongs to no task. Order and form are the file's wherever the file changed them. Pure. */
final class BoardMerge {
    private final String what;
    private final Conflicts conflicts;

    BoardMerge(String tag, Conflicts conflicts) {
        this.what = "board " + tag;
        this.conflicts = conflicts;
    }

    Board merged(Board base, Board file, Board store) {
        List<String> keys = Objects.equals(base.keys(), file.keys()) ? store.keys() : file.keys();
        return new Board(
                keys,
                data(base.data(), file.data(), store.data()),
                base.tasks().equals(file.tasks()) ? store.tasks() : file.tasks(),
                fileLevel(base.file(), file.file(), store.file()),
                base.equals(file) ? store.text() : file.text());
    }

    private @Nullable FileLevel fileLevel(
            @Nullable FileLevel base, @Nullable FileLevel file, @Nullable FileLevel store) {
        if (file == null || (Objects.equals(base, file) && !isTheFirstToTell(file, store))) {
            return store;
        }
        if (base == null || store == null) {
            return file;
        }
        boolean sameOrder = base.keys().equals(file.keys()) && base.tags().equals(file.tags());
        return new FileLevel(
                (base.tagged() == file.tagged() ? store : file).tagged(),
                (sameOrder ? store : file).keys(),
                (sameOrder ? store : file).tags(),
                data(base.data(), file.data(), store.data()),
                Objects.equals(base.layout(), file.layout()) && !isTheFirstToTell(file, store)
                        ? store.layout()
                        : file.layout(),
                base.equals(file) ? store.text() : file.text());
    }

    /** Whether nothing that the store has says how it is to be laid out. */
    private static boolean isTheFirstToTell(FileLevel file, @Nullable FileLevel store) {
        return store != null && store.layout() == null && file.layout() != null;
    }

    private Map<String, Json> data(Map<String, Json> base, Map<String, Json> file, Map<String, Json> store) {
        return conflicts.members(what, base, file, store, Set.of());
    }
}
