package dev.rollback.engine.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.BoardManager;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointManager;
import dev.rollback.api.ImportReport;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskManager;
import dev.rollback.api.json.Json;
import dev.rollback.engine.TestEngine;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Boards on a real store, imported and exported as text. */
final class BoardsUnderTest implements AutoCloseable {
    final TestEngine engine;
    final BoardManager boards;
    final TaskManager tasks;

    BoardsUnderTest(StoreKind kind, Path folder) {
        engine = TestEngine.in(kind, folder);
        boards = new BoardManager(engine.commands, engine.queries, RequestContext.of("ann"));
        tasks = engine.tasks;
    }

    ImportReport take(String file) {
        return boards.importText(file, "tasks.json", null, false);
    }

    ImportReport takeKeepingOurs(String file) {
        return boards.importText(file, "tasks.json", null, true);
    }

    String exported() {
        return Objects.requireNonNull(boards.document().document()).pretty();
    }

    String exportedText() {
        return Objects.requireNonNull(boards.document().text());
    }

    String last() {
        return Objects.requireNonNull(boards.lastDocument().document()).pretty();
    }

    void export() {
        String told = boards.document().text();
        String text = told == null ? exported() : told;
        boards.recordExport(Json.parse(exported()), "tasks.json", text);
        assertThat(boards.lastDocument().text()).isEqualTo(text);
    }

    CheckpointId checkpoint(String task) {
        return new CheckpointManager(engine.commands, engine.queries, RequestContext.of("ann")).create(task, "here");
    }

    void rollBack(CheckpointId checkpoint) {
        rollBack(RollbackScope.to(checkpoint));
    }

    RollbackId rollBack(RollbackScope scope) {
        RollbackId id = RollbackId.random();
        engine.commands.sendAndWait(new RollBack(id, scope, "to try it").confirm());
        return id;
    }

    /** The id of a task of the document last imported, counted in its order with subtasks. */
    String nameOf(int index, String last) {
        return engine.store.read(reading -> {
            BoardMoment present = new BoardMoment(reading, new TaskStates(engine.store));
            TaskMasterDocument read = DocumentReading.read(Json.parse(last), present.base());
            return List.copyOf(read.tasks().keySet()).get(index).value();
        });
    }

    /** Imports the file, sees it exported exactly as it is, and imports it again, which writes nothing. */
    ImportReport takeAndSeeAgain(String file) {
        ImportReport report = take(file);
        String pretty = Json.parse(file).pretty();
        assertThat(exported()).isEqualTo(pretty);
        assertThat(last()).isEqualTo(pretty);
        assertThat(exportedText()).isEqualTo(file);
        assertThat(boards.lastDocument().text()).isEqualTo(file);
        long head = engine.head();
        takeWithoutEffect(file);
        assertThat(engine.head()).isEqualTo(head);
        return report;
    }

    void takeWithoutEffect(String file) {
        assertThat(take(file)).as(file).matches(ImportReport::nothingChanged, "nothing changed");
    }

    @Override
    public void close() {
        engine.close();
    }
}
