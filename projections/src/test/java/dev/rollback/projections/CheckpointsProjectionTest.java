package dev.rollback.projections;

import static dev.rollback.projections.Happened.checkpoint;
import static dev.rollback.projections.Happened.registered;
import static dev.rollback.projections.Happened.rollback;
import static dev.rollback.projections.Happened.rolledBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointPage;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.PageRequest;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class CheckpointsProjectionTest {
    private static final TaskId A = new TaskId("A");
    private static final FindCheckpoints ALL = new FindCheckpoints(null, PageRequest.first(100));

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
    void metadata_label_description_and_step_do_not_overwrite_one_another() {
        Map<String, String> own = Map.of("label", "x", "step", "y", "description", "z", "phase", "p");
        CheckpointCreated created = new CheckpointCreated(
                A,
                new CheckpointId("cp-2"),
                "build",
                7,
                "the label",
                "what for",
                TaskStatus.RUNNING,
                SchemaVersion.FIRST,
                "hash",
                new CheckpointId("cp-1"),
                own);
        views.with(Map.of(MetadataKeys.ACTOR, "bob", MetadataKeys.EPOCH, 2))
                .given(registered("A"), checkpoint("A", "cp-1", null), created)
                .whenAsked(new FindCheckpoint(new CheckpointId("cp-2")))
                .expect(new CheckpointView(
                        new CheckpointId("cp-2"),
                        A,
                        "build",
                        7,
                        "the label",
                        "what for",
                        CheckpointState.CREATED,
                        TaskStatus.RUNNING,
                        false,
                        null,
                        null,
                        true,
                        "1.0",
                        "hash",
                        new CheckpointId("cp-1"),
                        2,
                        2,
                        3,
                        ViewFixture.NOW,
                        "bob",
                        own));
    }

    @Test
    void knows_nothing_of_an_unknown_checkpoint() {
        views.whenAsked(new FindCheckpoint(new CheckpointId("cp-1"))).expectNothing();
    }

    @Test
    void lists_newest_first_all_or_by_task_in_pages() {
        views.given(registered("A"), registered("B"));
        for (int i = 0; i < 6; i++) {
            views.given(checkpoint(i % 2 == 0 ? "A" : "B", "cp-" + i, null));
        }
        expect(ALL, 6, "cp-5", "cp-4", "cp-3", "cp-2", "cp-1", "cp-0");
        expect(new FindCheckpoints(null, new PageRequest(1, 2)), 6, "cp-4", "cp-3");
        expect(new FindCheckpoints(A, PageRequest.first(2)), 3, "cp-4", "cp-2");
        expect(new FindCheckpoints(new TaskId("C"), PageRequest.first(2)), 0);
    }

    @Test
    void a_state_tells_what_the_task_was_and_whether_a_rollback_went_there() {
        views.given(
                registered("A"),
                checkpoint("A", "cp-1", null, TaskStatus.PENDING),
                checkpoint("A", "cp-2", "cp-1", TaskStatus.COMPLETED),
                checkpoint("A", "cp-3", "cp-2", TaskStatus.FAILED));
        expectStates(CheckpointState.FAILED, CheckpointState.COMPLETED, CheckpointState.CREATED);
        views.given(rollback("rb-1", "A", "cp-1", Map.of()));
        expectStates(CheckpointState.FAILED, CheckpointState.COMPLETED, CheckpointState.RESTORED);
    }

    @Test
    void five_checkpoints_and_back_to_the_second_the_later_ones_stay_and_come_back_on_the_line() {
        views.given(registered("A"), registered("B"), checkpoint("B", "cp-b", null));
        for (int i = 1; i <= 5; i++) {
            views.given(checkpoint("A", "cp-" + i, i == 1 ? null : "cp-" + (i - 1)));
        }
        expectLine("cp-5", "cp-4", "cp-3", "cp-2", "cp-1", "cp-b");
        views.given(rolledBack("A", "rb-1", "cp-2"));
        expectLine("cp-2", "cp-1", "cp-b");
        views.given(checkpoint("A", "cp-6", "cp-2"));
        expectLine("cp-6", "cp-2", "cp-1", "cp-b");
        views.given(rolledBack("A", "rb-2", "cp-4"));
        expectLine("cp-4", "cp-3", "cp-2", "cp-1", "cp-b");
        views.given(rolledBack("A", "rb-3", null, "cp-6", List.of()));
        expectLine("cp-6", "cp-2", "cp-1", "cp-b");
        views.whenAsked(ALL)
                .expect(CheckpointPage.class, page -> assertThat(page.total()).isEqualTo(7));
    }

    @Test
    void nothing_is_on_the_line_of_a_task_that_went_to_before_its_first_checkpoint() {
        views.given(registered("A"), checkpoint("A", "cp-1", null), checkpoint("A", "cp-2", "cp-1"))
                .given(rolledBack("A", "rb-1", null, null, List.of()));
        expectLine();
        views.given(checkpoint("A", "cp-3", null));
        expectLine("cp-3");
    }

    private void expect(FindCheckpoints query, long total, String... ids) {
        views.whenAsked(query).expect(CheckpointPage.class, page -> {
            assertThat(page.items())
                    .extracting(checkpoint -> checkpoint.checkpointId().value())
                    .containsExactly(ids);
            assertThat(page.total()).isEqualTo(total);
        });
    }

    private void expectStates(CheckpointState... newestFirst) {
        views.whenAsked(ALL)
                .expect(
                        CheckpointPage.class,
                        page -> assertThat(page.items())
                                .extracting(CheckpointView::state)
                                .containsExactly(newestFirst));
    }

    private void expectLine(String... newestFirst) {
        views.whenAsked(ALL)
                .expect(
                        CheckpointPage.class,
                        page -> assertThat(page.items())
                                .filteredOn(CheckpointView::onCurrentLine)
                                .extracting(
                                        checkpoint -> checkpoint.checkpointId().value())
                                .containsExactly(newestFirst));
    }
}
