package dev.rollback.engine.board;

import static dev.rollback.api.BoardEvent.BASE;
import static dev.rollback.api.BoardEvent.BOARD;

import dev.rollback.api.BoardCommand.ImportDocument;
import dev.rollback.api.BoardCommand.RecordCopy;
import dev.rollback.api.BoardCommand.RecordExport;
import dev.rollback.api.BoardEvent;
import dev.rollback.api.BoardEvent.BoardCopied;
import dev.rollback.api.BoardEvent.BoardExported;
import dev.rollback.api.BoardEvent.BoardImported;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.ImportReport;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.json.Json;
import dev.rollback.engine.content.ExactChanges;
import dev.rollback.engine.task.ContentLimits;
import dev.rollback.engine.task.LoadedTasks;
import dev.rollback.engine.task.Task;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.Store;
import dev.rollback.store.StoredSnapshot;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** Takes Task Master documents in and gives them out: a whole document is one unit of work. */
public final class BoardHandler {
    private static final String TYPE = "Board";
    private static final ImportReport NOTHING =
            new ImportReport(List.of(), List.of(), List.of(), List.of(), 0, false, List.of());

    private final Store store;
    private final TaskStates states;
    private final EventBus eventBus;
    private final UnitOfEvents.Source units;
    private final TaskStateSchema schema;

    public BoardHandler(
            Store store, TaskStates states, EventBus eventBus, UnitOfEvents.Source units, TaskStateSchema schema) {
        this.store = store;
        this.states = states;
        this.eventBus = eventBus;
        this.units = units;
        this.schema = schema;
    }

    /** What a decision writes, and the streams of boards that it stood on. */
    private record Decision(
            List<DomainEventMessage<?>> events,
            Map<String, Long> stoodOn,
            List<StoredSnapshot> snapshots,
            ImportReport report) {}

    @CommandHandler
    ImportReport handle(ImportDocument command) {
        return write(store.read(reading -> decide(new BoardMoment(reading, states), command)));
    }

    @CommandHandler
    void handle(RecordExport command) {
        write(store.read(reading -> decide(new BoardMoment(reading, states), command)));
    }

    @CommandHandler
    void handle(RecordCopy command) {
        write(store.read(reading -> decide(new BoardMoment(reading, states), command)));
    }

    private Decision decide(BoardMoment present, ImportDocument command) {
        TaskMasterDocument base = present.base();
        TaskMasterDocument now = present.now();
        TaskMasterDocument file = read(command, base, now);
        file.boards().forEach(present::board);
        DocumentMerge merge = new DocumentMerge(
                base, file, present.components(), now.tasks(), present::task, schema.ofNewTasks(), command.keepOurs());
        merge.run();
        Map<String, List<ComponentChange>> changes = new LinkedHashMap<>();
        boolean boardChanged = false;
        for (Map.Entry<String, Board> board : merge.boards().entrySet()) {
            List<ComponentChange> ofBoard = ofBoard(present, board.getKey(), board.getValue());
            List<ComponentChange> ofBase = ofBase(present, board.getKey(), base, file);
            boolean says = !base.knowsItsText() && saysTheSame(board.getKey(), base, file);
            boardChanged |= !says
                    && (!ofBoard.isEmpty()
                            || (!ofBase.isEmpty() && merge.events().isEmpty()));
            changes.put(board.getKey(), join(ofBoard, ofBase));
        }
        Map<String, BoardEvent> boards = new LinkedHashMap<>();
        changes.forEach((tag, all) -> {
            if (!all.isEmpty()) {
                boards.put(tag, new BoardImported(tag, all, command.source(), command.asOf(), null));
            }
        });
        String hash = command.document().sha256();
        boolean newTime = command.asOf() != null && !command.asOf().equals(present.importedAsOf());
        if (boards.isEmpty() && merge.events().isEmpty() && newTime && present.hasBase()) {
            // the document said the same at another time, by which it can be asked for
            boards.put(
                    Tokens.MASTER, new BoardImported(Tokens.MASTER, List.of(), command.source(), command.asOf(), hash));
        }
        if (!boards.isEmpty() && (boards.containsKey(Tokens.MASTER) || !knows(present, command.source(), hash))) {
            List<ComponentChange> ofMaster = changes.getOrDefault(Tokens.MASTER, List.of());
            boards.put(
                    Tokens.MASTER, new BoardImported(Tokens.MASTER, ofMaster, command.source(), command.asOf(), hash));
        }
        return decision(present, boards, merge.events(), merge.report(boardChanged));
    }

    /** Nothing was written to a file but what the store had, so only what the next import is compared with moves. */
    private static Decision decide(BoardMoment present, RecordExport command) {
        TaskMasterDocument base = present.base();
        TaskMasterDocument now = present.now();
        TaskMasterDocument exported = DocumentReading.read(command.document(), ofExport(command, now), now, base);
        Set<String> tags = new LinkedHashSet<>(base.boards());
        tags.addAll(exported.boards());
        String hash = command.document().sha256();
        boolean elsewhere =
                !Objects.equals(present.source(), command.target()) || !knows(present, command.target(), hash);
        Map<String, BoardEvent> boards = new LinkedHashMap<>();
        for (String tag : tags) {
            List<ComponentChange> changes = ofBase(present, tag, base, exported);
            if (!changes.isEmpty() || (elsewhere && tag.equals(Tokens.MASTER))) {
                boards.put(
                        tag,
                        new BoardExported(tag, changes, command.target(), tag.equals(Tokens.MASTER) ? hash : null));
            }
        }
        return decision(present, boards, List.of(), NOTHING);
    }

    private static Decision decide(BoardMoment present, RecordCopy command) {
        String hash = command.document().sha256();
        Map<String, BoardEvent> boards = knows(present, command.target(), hash)
                ? Map.of()
                : Map.of(Tokens.MASTER, new BoardCopied(Tokens.MASTER, command.target(), hash));
        return decision(present, boards, List.of(), NOTHING);
    }

    private static boolean knows(BoardMoment present, String file, String documentHash) {
        return documentHash.equals(present.board(Tokens.MASTER).state().files().get(file));
    }

    private static List<ComponentChange> ofBoard(BoardMoment present, String tag, Board after) {
        Json before = present.board(tag).state().component(BOARD);
        Json now = after.equals(Board.NONE) ? null : after.json();
        if (now != null && !now.equals(before)) {
            ContentLimits.excessDepth(now, before).ifPresent(problem -> {
                throw new RefusedException(
                        RefusalCode.INVALID_INPUT,
                        "what belongs to tag %s and to none of its tasks %s. Nothing was written."
                                .formatted(tag, problem));
            });
        }
        return ExactChanges.of(BOARD, before, now).stream().toList();
    }

    /** A document that came without its text says nothing about it. */
    private static TaskMasterDocument read(ImportDocument command, TaskMasterDocument base, TaskMasterDocument now) {
        String text = command.text();
        if (text == null) {
            return DocumentReading.read(command.document(), base, now).withTextOf(base);
        }
        FileLayout known = base.file().layout();
        if (known == null) {
            return DocumentReading.read(
                    command.document(), (tagged, tags) -> DocumentText.of(text, tagged, tags), base, now);
        }
        boolean same = text.equals(DocumentWriting.text(base));
        return DocumentReading.read(
                command.document(),
                (tagged, tags) -> same
                        ? DocumentText.in(known, text, tagged, tags)
                        : DocumentText.near(known, text, tagged, tags),
                base,
                now);
    }

    private static DocumentReading.TextReading ofExport(RecordExport command, TaskMasterDocument now) {
        String text = command.text();
        FileLayout known = now.file().layout();
        if (text == null) {
            return (tagged, tags) -> null;
        }
        return (tagged, tags) ->
                known == null ? DocumentText.of(text, tagged, tags) : DocumentText.in(known, text, tagged, tags);
    }

    private static boolean saysTheSame(String tag, TaskMasterDocument base, TaskMasterDocument file) {
        return ExactChanges.same(base.base(tag), file.withoutText().base(tag));
    }

    private static List<ComponentChange> ofBase(
            BoardMoment present, String tag, TaskMasterDocument base, TaskMasterDocument document) {
        Json before = present.board(tag).state().component(BASE);
        if (before != null && ExactChanges.same(base.base(tag), document.base(tag))) {
            return List.of();
        }
        return ExactChanges.ofBase(BASE, before, document.base(tag)).stream().toList();
    }

    private static List<ComponentChange> join(List<ComponentChange> first, List<ComponentChange> second) {
        List<ComponentChange> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Decision decision(
            BoardMoment present, Map<String, BoardEvent> boards, List<TaskEvent> tasks, ImportReport report) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        List<StoredSnapshot> snapshots = new ArrayList<>();
        boards.forEach((tag, event) -> {
            LoadedBoard board = present.board(tag);
            events.add(new GenericDomainEventMessage<>(
                    TYPE, board.stream(), board.state().seq() + 1, event));
            board.dueSnapshot(event).ifPresent(snapshots::add);
        });
        for (TaskEvent event : tasks) {
            present.hand(event.taskId(), LoadedTasks.current());
            events.add(new GenericDomainEventMessage<>(
                    Task.TYPE,
                    Streams.of(event.taskId()),
                    present.task(event.taskId()).seq() + 1,
                    event));
        }
        Map<String, Long> stoodOn = new LinkedHashMap<>();
        present.boards()
                .values()
                .forEach(board -> stoodOn.put(board.stream(), board.state().seq()));
        return new Decision(events, stoodOn, snapshots, report);
    }

    private ImportReport write(Decision decision) {
        if (!decision.events().isEmpty()) {
            UnitOfEvents unit = units.current();
            decision.stoodOn().forEach(unit::expect);
            decision.snapshots().forEach(unit::keep);
            eventBus.publish(decision.events());
        }
        return decision.report();
    }
}
