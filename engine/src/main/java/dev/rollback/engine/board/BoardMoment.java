package dev.rollback.engine.board;

import static dev.rollback.api.BoardEvent.BASE;
import static dev.rollback.api.BoardEvent.BOARD;

import dev.rollback.api.BoardEvent.BoardImported;
import dev.rollback.api.HiddenTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.engine.moment.Cut;
import dev.rollback.engine.task.HiddenTasks;
import dev.rollback.engine.task.LoadedTasks;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.EventReader.Place;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.Reading;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import dev.rollback.store.event.UnreadableEventException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The boards and tasks of a store at one moment. */
final class BoardMoment {
    private final Reading reading;
    private final TaskStates states;
    private final Map<String, LoadedBoard> boards = new LinkedHashMap<>();
    private final long position;
    private final @Nullable Map<TaskId, TaskState> past;
    private final Map<String, TaskHead> heads = new LinkedHashMap<>();
    private final Map<TaskId, UnreadableEventException> damaged = new LinkedHashMap<>();

    BoardMoment(Reading reading, TaskStates states) {
        this(reading, states, reading.head().position());
    }

    /** @param position the end of a unit of work */
    BoardMoment(Reading reading, TaskStates states, long position) {
        this.reading = reading;
        this.states = states;
        this.position = position;
        this.past = position == reading.head().position() ? null : past();
        if (past == null) {
            reading.tasks().forEach(head -> heads.put(head.task(), head));
        }
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
        return boards.computeIfAbsent(tag, name -> LoadedBoard.of(reading, name, position));
    }

    Map<String, LoadedBoard> boards() {
        return boards;
    }

    /** @throws UnreadableEventException where it is damaged */
    TaskState task(TaskId id) {
        UnreadableEventException damage = damaged.get(id);
        if (damage != null) {
            throw damage;
        }
        if (past != null) {
            return past.getOrDefault(id, TaskState.INITIAL);
        }
        TaskHead head = heads.get(id.value());
        return head == null ? states.initial(reading) : states.head(reading, head);
    }

    /** For the unit of work that changes the task: it is known as it is here. */
    void hand(TaskId id, LoadedTasks loaded) {
        loaded.keep(id, task(id), heads.get(id.value()));
    }

    private Map<TaskId, TaskState> past() {
        Map<TaskId, TaskState> states = new LinkedHashMap<>();
        this.states
                .momentsAt(reading, new Cut(reading, position).seqs(), damaged::put)
                .forEach((id, moment) -> states.put(id, moment.state()));
        return states;
    }

    /** The tasks that a document of this moment lacks: asked for after it. */
    List<HiddenTask> hidden() {
        List<HiddenTask> hidden = new ArrayList<>();
        damaged.forEach((id, damage) -> hidden.add(HiddenTasks.of(id, damage)));
        if (!damaged.isEmpty()) {
            Map<TaskId, TaskStateContent> live = contents();
            live.keySet()
                    .forEach(id -> damagedAbove(id, live)
                            .ifPresent(above -> hidden.add(new HiddenTask(
                                    id, "it is a subtask below task %s, which is hidden".formatted(above)))));
        }
        return hidden;
    }

    /** The damaged task inside which this one is written. */
    private Optional<TaskId> damagedAbove(TaskId id, Map<TaskId, TaskStateContent> live) {
        Set<TaskId> seen = new HashSet<>();
        TaskStateContent at = live.get(id);
        while (at != null && at.parent() != null && seen.add(at.parent())) {
            if (damaged.containsKey(at.parent())) {
                return Optional.of(at.parent());
            }
            at = live.get(at.parent());
        }
        return Optional.empty();
    }

    /** The tasks that existed, in the order in which they came to be. */
    private Map<TaskId, TaskState> live() {
        Map<TaskId, TaskState> live = new LinkedHashMap<>();
        if (past != null) {
            past.forEach((id, state) -> {
                if (state.exists()) {
                    live.put(id, state);
                }
            });
            return live;
        }
        for (TaskHead head : heads.values()) {
            if (TaskStatus.valueOf(head.status()).exists()) {
                TaskId id = new TaskId(head.task());
                try {
                    live.put(id, task(id));
                } catch (UnreadableEventException e) {
                    damaged.put(id, e);
                }
            }
        }
        return live;
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
        return StoreDocument.of(components(), contents());
    }

    private Map<TaskId, TaskStateContent> contents() {
        Map<TaskId, TaskStateContent> contents = new LinkedHashMap<>();
        live().forEach((id, state) -> {
            TaskStateContent content = state.content().taskState();
            if (content != null) {
                contents.put(id, content);
            }
        });
        return contents;
    }

    boolean hasBase() {
        return board(Tokens.MASTER).state().component(BASE) != null;
    }

    boolean isEmpty() {
        return live().isEmpty() && board(Tokens.MASTER).state().seq() < 0;
    }

    /** The time that was given with the document when it was imported last, if that was the last that became of it. */
    @Nullable
    Instant importedAsOf() {
        LoadedBoard master = board(Tokens.MASTER);
        long seq = master.state().sourceSeq();
        if (seq < 0) {
            return null;
        }
        return reading.stream(master.stream(), seq, seq).stream()
                .map(EventCodec::read)
                .map(event -> event instanceof BoardImported imported ? imported.asOf() : null)
                .findFirst()
                .orElse(null);
    }

    /** Where the document that was imported or exported last came from or went to. */
    @Nullable
    String source() {
        Map<EventOf, BoardState> told = new HashMap<>();
        Set<String> sources = new HashSet<>();
        boards.values().stream().filter(board -> board.state().sourceSeq() >= 0).forEach(board -> {
            told.put(new EventOf(board.stream(), board.state().sourceSeq()), board.state());
            sources.add(board.state().source());
        });
        BoardState newest = null;
        for (Place place : sources.size() > 1 ? reading.placesStartingWith(Streams.ofBoard("")) : List.<Place>of()) {
            newest = told.getOrDefault(new EventOf(place.stream(), place.seq()), newest);
        }
        return newest != null ? newest.source() : sources.stream().findFirst().orElse(null);
    }

    /** An event by its place in its stream. */
    private record EventOf(String stream, long seq) {}
}
