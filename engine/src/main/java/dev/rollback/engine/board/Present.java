package dev.rollback.engine.board;

import static dev.rollback.api.BoardEvent.BASE;
import static dev.rollback.api.BoardEvent.BOARD;

import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.engine.storage.IndexReader.TaskHead;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The boards and tasks of a store at the moment of one reading. */
final class Present {
    private final Reading reading;
    private final TaskStates states;
    private final Map<String, LoadedBoard> boards = new LinkedHashMap<>();
    private final Map<String, TaskHead> heads = new LinkedHashMap<>();

    Present(Reading reading, TaskStates states) {
        this.reading = reading;
        this.states = states;
        reading.tasks().forEach(head -> heads.put(head.task(), head));
        Set<String> tags = new LinkedHashSet<>();
        LoadedBoard master = board(Tokens.MASTER);
        addTags(tags, master.state().component(BOARD));
        Json base = master.state().component(BASE);
        addTags(tags, base == null ? null : base.get("board").orElse(null));
        tags.forEach(this::board);
    }

    private static void addTags(Set<String> tags, @Nullable Json board) {
        FileLevel file = Board.of(board).file();
        if (file != null) {
            tags.addAll(file.tags());
        }
    }

    LoadedBoard board(String tag) {
        return boards.computeIfAbsent(tag, name -> LoadedBoard.of(reading, name));
    }

    Map<String, LoadedBoard> boards() {
        return boards;
    }

    TaskState task(TaskId id) {
        TaskHead head = heads.get(id.value());
        return head == null ? TaskState.INITIAL : states.head(reading, head);
    }

    long position() {
        return reading.head().position();
    }

    /** The document last imported or exported. */
    TaskMasterDocument base() {
        Map<String, Json> bases = new LinkedHashMap<>();
        boards.forEach((tag, board) -> {
            Json base = board.state().component(BASE);
            if (base != null) {
                bases.put(tag, base);
            }
        });
        return TaskMasterDocument.ofBases(bases);
    }

    /** What every board's component BOARD says. */
    Map<String, Board> components() {
        Map<String, Board> components = new LinkedHashMap<>();
        boards.forEach(
                (tag, board) -> components.put(tag, Board.of(board.state().component(BOARD))));
        return components;
    }

    /** The document of what the store has now. */
    TaskMasterDocument now() {
        Map<TaskId, TaskStateContent> live = new LinkedHashMap<>();
        for (TaskHead head : heads.values()) {
            TaskId id = new TaskId(head.task());
            TaskStateContent content = TaskStatus.valueOf(head.status()).exists()
                    ? task(id).content().taskState()
                    : null;
            if (content != null) {
                live.put(id, content);
            }
        }
        return StoreDocument.of(components(), live);
    }

    boolean hasBase() {
        return board(Tokens.MASTER).state().component(BASE) != null;
    }

    boolean isEmpty() {
        return heads.isEmpty() && board(Tokens.MASTER).state().seq() < 0;
    }

    @Nullable
    String source() {
        Optional<BoardState> newest = boards.values().stream()
                .map(LoadedBoard::state)
                .max(Comparator.comparingLong(BoardState::sourcePosition));
        return newest.isPresent() ? newest.get().source() : null;
    }
}
