package dev.rollback.projections;

import static dev.rollback.projections.Happened.checkpoint;
import static dev.rollback.projections.Happened.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.PageRequest;
import dev.rollback.api.Progress;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Sql;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.Table;
import dev.rollback.store.TableRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A view is made again beside the one that is shown, which changes at once or not at all. */
@OnEveryStore
class ViewRebuildTest {
    private static final FindTasks ALL = new FindTasks(null, null, PageRequest.first(1));

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private ViewFixture views;

    @BeforeEach
    void open() {
        views = new ViewFixture(kind, directory);
    }

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void only_rows_that_are_not_as_the_log_says_are_put_right_and_counted() {
        views.given(registered("a"), registered("b"), checkpoint("a", "cp-1", null));
        views.views.advance();
        List<TableRow> right = rows();
        sql("UPDATE view_task SET title = 'another', status = 'FAILED' WHERE task = 'a'");
        sql("DELETE FROM view_component WHERE task = 'b'");
        sql("INSERT INTO view_component (task, component, content) VALUES ('c', 'TASK_STATE', ?)", new byte[] {'{', '}'
        });
        assertThat(rows()).isNotEqualTo(right);
        assertThat(views.views.rebuild(View.TASKS, Progress.NONE)).isEqualTo(3);
        assertThat(rows()).isEqualTo(right);
        assertThat(views.views.rebuild(View.TASKS, Progress.NONE)).isZero();
    }

    @Test
    void a_view_of_which_nothing_is_right_is_written_anew() {
        int tasks = 10_050;
        List<Object> unit = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            unit.add(registered("t" + task));
        }
        views.given(unit.toArray());
        views.views.advance();
        sql("DELETE FROM view_task");
        sql("DELETE FROM view_component WHERE task <> 't1'");
        assertThat(views.views.rebuild(View.TASKS, Progress.NONE)).isEqualTo(2 * tasks - 1);
        assertThat(views.views.tasks(ALL).total()).isEqualTo(tasks);
        assertThat(views.views.rebuild(View.TASKS, Progress.NONE)).isZero();
    }

    @Test
    void a_view_that_knows_more_than_the_log_comes_back_to_it() {
        views.given(registered("a"));
        views.views.advance();
        sql("UPDATE view_token SET position = 77");
        views.views.rebuild(View.TASKS, Progress.NONE);
        views.given(registered("b"));
        assertThat(views.views.tasks(ALL).total()).isEqualTo(2);
    }

    @Test
    void stopped_in_the_middle_it_leaves_what_was_shown() {
        views.given(registered("a"), registered("b"));
        views.views.advance();
        sql("UPDATE view_task SET title = 'another'");
        List<TableRow> before = rows();
        assertThatThrownBy(() -> views.views.rebuild(View.TASKS, (what, done, all) -> {
                    throw new IllegalStateException("killed after " + done);
                }))
                .hasMessage("killed after 2");
        assertThat(rows()).isEqualTo(before);
        views.given(new TaskStarted(new TaskId("a")));
        assertThat(views.views.tasks(ALL).total()).isEqualTo(2);
    }

    @Test
    void who_reads_meanwhile_sees_every_acknowledged_write_and_never_half_a_view() throws Exception {
        for (int task = 0; task < 300; task++) {
            views.given(registered("t" + task), new TaskStarted(new TaskId("t" + task)));
        }
        AtomicBoolean over = new AtomicBoolean();
        try (Store other = ViewFixture.open(kind, directory)) {
            CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
                ReadModel reading = new ReadModel(other);
                int reads = 0;
                for (int task = 300; !over.get(); task++, reads++) {
                    ViewFixture.append(other, Map.of(), registered("t" + task));
                    assertThat(reading.tasks(ALL).total()).isEqualTo(task + 1);
                }
                return reads;
            });
            for (int times = 0; times < 5; times++) {
                assertThat(views.views.rebuild(View.TASKS, Progress.NONE)).isZero();
            }
            over.set(true);
            assertThat(reader.get(1, TimeUnit.MINUTES)).isPositive();
        }
    }

    private List<TableRow> rows() {
        return views.store.read(reading -> {
            List<TableRow> rows = new ArrayList<>();
            for (Table table : View.TASKS.tables()) {
                table.rows(reading.sql()).forEachRemaining(rows::add);
            }
            return rows;
        });
    }

    private void sql(String statement, Object... parameters) {
        views.store.write(reading -> {
            Sql sql = reading.sql();
            return sql.update(statement, parameters);
        });
    }
}
