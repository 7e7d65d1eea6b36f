package dev.rollback.projections;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static dev.rollback.projections.Happened.checkpoint;
import static dev.rollback.projections.Happened.patched;
import static dev.rollback.projections.Happened.registered;
import static dev.rollback.projections.Happened.rolledBack;
import static dev.rollback.projections.Happened.updated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.ComponentChange;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskError;
import dev.rollback.api.TaskEvent.TaskCancelled;
import dev.rollback.api.TaskEvent.TaskCompleted;
import dev.rollback.api.TaskEvent.TaskFailed;
import dev.rollback.api.TaskEvent.TaskFenced;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskReopened;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskEvent.TaskWithdrawn;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPage;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.api.json.Json;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class CurrentTasksProjectionTest {
    private static final TaskId A = new TaskId("A");

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
    void a_fence_ends_the_work_and_the_epoch_and_changes_nothing_else() {
        views.given(registered("A"), new TaskStarted(A), updated("A", ComponentChange.value(CACHE, Json.parse("{}"))));
        expect(true, TaskStatus.RUNNING);
        views.given(new TaskFenced(A, 20261123110000L));
        expect(false, TaskStatus.RUNNING);
        views.whenAsked(new FindTask(A)).expect(TaskView.class, task -> {
            assertThat(task.epoch()).isEqualTo(20261123110000L);
            assertThat(task.components()).containsOnlyKeys(CACHE);
        });
    }

    @Test
    void shows_everything_that_is_known_of_a_task() {
        TaskPolicy strict = new TaskPolicy(false, true, true);
        views.given(
                        registered("B"),
                        new TaskRegistered(
                                A, "Title", List.of(new TaskId("B")), new TaskId("B"), strict, 3, SchemaVersion.FIRST))
                .given(new TaskStarted(A), patched("A", "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{\"n\":1.00}}]"))
                .given(updated("A", ComponentChange.value(CACHE, Json.parse("{\"k\":1}"))))
                .whenAsked(new FindTask(A))
                .expect(new TaskView(
                        A,
                        "Title",
                        TaskStatus.RUNNING,
                        null,
                        null,
                        List.of(new TaskId("B")),
                        new TaskId("B"),
                        null,
                        null,
                        true,
                        strict,
                        3,
                        3,
                        5,
                        ViewFixture.NOW,
                        "ann",
                        Json.parse("{\"n\":1.00}"),
                        new TreeMap<>(Map.of(CACHE, Json.parse("{\"k\":1}"))),
                        List.of()));
    }

    @Test
    void knows_nothing_of_an_unknown_task() {
        views.given(registered("B")).whenAsked(new FindTask(A)).expectNothing();
    }

    @Test
    void a_task_is_worked_on_from_its_start_to_its_end_or_a_rollback() {
        views.given(registered("A"));
        expect(false, TaskStatus.PENDING);
        views.given(new TaskStarted(A), patched("A", "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{}}]"));
        views.given(checkpoint("A", "cp-1", null));
        views.given(new TaskImported(A, List.of(), 0, SchemaVersion.FIRST));
        expect(true, TaskStatus.RUNNING);
        views.given(new TaskCompleted(A));
        expect(false, TaskStatus.COMPLETED);
        views.given(new TaskReopened(A), new TaskStarted(A), rolledBack("A", "rb-1", "cp-1"));
        expect(false, TaskStatus.RUNNING);
        views.given(new TaskCancelled(A));
        expect(false, TaskStatus.CANCELLED);
    }

    @Test
    void a_failed_task_shows_its_error_until_it_is_reopened() {
        views.given(registered("A"), new TaskFailed(A, "boom", RollbackReason.TIMEOUT, false))
                .whenAsked(new FindTask(A))
                .expect(TaskView.class, task -> {
                    assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
                    assertThat(task.error()).isEqualTo(new TaskError("boom", RollbackReason.TIMEOUT));
                });
        views.given(new TaskReopened(A))
                .whenAsked(new FindTask(A))
                .expect(TaskView.class, task -> assertThat(task.error()).isNull());
    }

    /** A database's own text may have no U+0000; the data is bytes and has. */
    @Test
    void a_text_with_U_0000_is_shown_as_well_as_the_database_can_and_data_with_it_exactly() {
        String data = "{\"t\":\"a\\u0000b\"}";
        views.given(new TaskRegistered(A, "", List.of(), null, TaskPolicy.DEFAULT, 0, SchemaVersion.FIRST))
                .given(patched("A", "[{\"op\":\"add\",\"path\":\"/data\",\"value\":%s}]".formatted(data)))
                .given(new TaskFailed(A, "a\0b", RollbackReason.ERROR, false))
                .whenAsked(new FindTask(A))
                .expect(TaskView.class, task -> {
                    assertThat(task.title()).isEmpty();
                    assertThat(task.error()).isNotNull();
                    assertThat(task.error().message()).isIn("a\0b", "a\uFFFDb");
                    assertThat(task.data()).isEqualTo(Json.parse(data));
                });
    }

    @Test
    void a_rollback_puts_components_back_and_raises_the_epoch() {
        views.given(registered("A"), updated("A", ComponentChange.value(CACHE, Json.parse("{\"k\":1}"))))
                .given(rolledBack("A", "rb-1", null, null, List.of(ComponentChange.absent(CACHE))))
                .whenAsked(new FindTask(A))
                .expect(TaskView.class, task -> {
                    assertThat(task.components()).isEmpty();
                    assertThat(task.epoch()).isEqualTo(1);
                    assertThat(task.status()).isEqualTo(TaskStatus.PENDING);
                });
    }

    @Test
    void an_imported_task_keeps_the_files_own_words() {
        views.given(imported(
                        "A",
                        "{\"title\":\"T\",\"status\":\"PENDING\",\"statusText\":\"review\","
                                + "\"file\":{\"tag\":\"feature\"}}"))
                .whenAsked(new FindTask(A))
                .expect(TaskView.class, task -> {
                    assertThat(task.statusText()).isEqualTo("review");
                    assertThat(task.tag()).isEqualTo("feature");
                    assertThat(task.policy()).isEqualTo(TaskPolicy.DEFAULT);
                });
    }

    @Test
    void lists_tasks_by_tag_and_master_is_the_tag_of_a_file_without() {
        views.given(
                imported("A", "{\"title\":\"\",\"status\":\"PENDING\",\"file\":{\"tag\":\"x\"}}"),
                imported("B", "{\"title\":\"\",\"status\":\"PENDING\",\"file\":{}}"),
                registered("C"));
        expectList(null, "x", "A");
        expectList(null, "master", "B");
        expectList(TaskStatus.COMPLETED, "x");
        expectList(null, null, "A", "B", "C");
    }

    @Test
    void retracted_and_withdrawn_tasks_are_listed_only_when_asked_for() {
        views.given(registered("A"), registered("B"), registered("C"))
                .given(rolledBack("A", "rb-1", null, null, List.of(ComponentChange.absent(TASK_STATE))))
                .given(new TaskWithdrawn(new TaskId("B")));
        expectList(null, null, "C");
        expectList(TaskStatus.RETRACTED, null, "A");
        expectList(TaskStatus.WITHDRAWN, null, "B");
        views.whenAsked(new FindTask(A)).expect(TaskView.class, task -> {
            assertThat(task.title()).isEqualTo("Task A");
            assertThat(task.data()).isEqualTo(Json.EMPTY_OBJECT);
        });
    }

    @Test
    void a_task_that_returns_has_its_old_place_and_nothing_else_of_before() {
        views.given(registered("A"), registered("B"))
                .given(updated("A", ComponentChange.value(CACHE, Json.parse("{\"k\":1}"))), new TaskWithdrawn(A))
                .given(new TaskRegistered(A, "again", List.of(), null, TaskPolicy.DEFAULT, 1, SchemaVersion.FIRST));
        expectList(null, null, "A", "B");
        views.whenAsked(new FindTask(A)).expect(TaskView.class, task -> {
            assertThat(task.components()).isEmpty();
            assertThat(task.title()).isEqualTo("again");
            assertThat(task.epoch()).isEqualTo(1);
        });
    }

    @Test
    void a_list_has_each_task_whole_and_comes_in_pages() {
        for (int i = 0; i < 10; i++) {
            views.given(
                    registered("t" + i), patched("t" + i, "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{\"n\":1}}]"));
        }
        views.whenAsked(new FindTasks(null, null, new PageRequest(3, 4))).expect(TaskPage.class, page -> {
            assertThat(page.total()).isEqualTo(10);
            assertThat(page.items()).extracting(task -> task.taskId().value()).containsExactly("t3", "t4", "t5", "t6");
            assertThat(page.items()).allMatch(task -> task.data().equals(Json.parse("{\"n\":1}")));
        });
        views.whenAsked(new FindTasks(null, null, new PageRequest(9, 4)))
                .expect(TaskPage.class, page -> assertThat(page.items()).hasSize(1));
    }

    private void expect(boolean workedOn, TaskStatus status) {
        Consumer<TaskView> expectation = task -> {
            assertThat(task.workedOn()).isEqualTo(workedOn);
            assertThat(task.status()).isEqualTo(status);
        };
        views.whenAsked(new FindTask(A)).expect(TaskView.class, expectation);
    }

    private void expectList(@Nullable TaskStatus status, @Nullable String tag, String... tasks) {
        views.whenAsked(new FindTasks(status, tag, PageRequest.first(10))).expect(TaskPage.class, page -> {
            assertThat(page.items()).extracting(task -> task.taskId().value()).containsExactly(tasks);
            assertThat(page.total()).isEqualTo(tasks.length);
        });
    }

    private static TaskImported imported(String task, String state) {
        return new TaskImported(
                new TaskId(task),
                List.of(ComponentChange.value(TASK_STATE, Json.parse(state))),
                0,
                SchemaVersion.FIRST);
    }
}
