package dev.rollback.projections;

import static dev.rollback.projections.Happened.registered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.Progress;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskId;
import dev.rollback.store.RowDifference;
import dev.rollback.store.Sql;
import dev.rollback.store.StoreKind;
import dev.rollback.store.Table;
import dev.rollback.store.audit.AuditableProjection.Recomputation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sends something outside sends it when it happens, and not once more when a view is made again. */
class ReplayedViewTest {
    private final Letters letters = new Letters();
    private final View view = new View(
            "letters", letters, List.of(Table.of("view_rollback_checkpoint", "checkpoint")), "view_hidden_rollback");

    @TempDir
    Path folder;

    private ViewFixture views;
    private ViewAdvancer advancer;

    /** Has a row for each task, and writes a letter when one is started. */
    static final class Letters {
        private final List<String> sent = new ArrayList<>();

        @EventHandler
        void on(TaskRegistered event, Recorded recorded, Sql sql) {
            sql.update(
                    "INSERT INTO view_rollback_checkpoint (checkpoint, task) VALUES (?, ?)",
                    event.taskId().value(),
                    "at " + recorded.position());
        }

        @DisallowReplay
        @EventHandler
        void on(TaskStarted event) {
            sent.add(event.taskId().value());
        }

        @ResetHandler
        void forget(Sql sql) {
            sql.update("DELETE FROM view_rollback_checkpoint");
        }
    }

    @BeforeEach
    void twoTasksAreStarted() {
        views = new ViewFixture(StoreKind.SQLITE, folder);
        advancer = new ViewAdvancer(views.store);
        views.given(registered("a"), registered("b"), started("a"), started("b"));
        advancer.advanceToHead(view);
        assertThat(letters.sent).containsExactly("a", "b");
    }

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void N08_a_rebuild_sends_nothing() {
        views.store.write(
                reading -> reading.sql().update("DELETE FROM view_rollback_checkpoint WHERE checkpoint = 'a'"));
        assertThat(rebuilt()).isEqualTo(1);
        assertThat(letters.sent).containsExactly("a", "b");
        views.given(started("a"));
        assertThat(rebuilt()).isZero();
        assertThat(letters.sent).as("what is new is sent, once").containsExactly("a", "b", "a");
    }

    @Test
    void N08_an_audit_sends_nothing() {
        List<RowDifference> differences = new ArrayList<>();
        long rows = views.store.read(reading -> {
            try (Recomputation again = new AuditedView(view).begin(reading)) {
                reading.after(0, 10).forEach(again::handle);
                return again.compare(differences::add);
            }
        });
        assertThat(rows).isEqualTo(2);
        assertThat(differences).isEmpty();
        assertThat(letters.sent).containsExactly("a", "b");
    }

    private long rebuilt() {
        return new ViewRebuild(views.store, view, Progress.NONE).run(advancer);
    }

    private static TaskStarted started(String task) {
        return new TaskStarted(new TaskId(task));
    }
}
