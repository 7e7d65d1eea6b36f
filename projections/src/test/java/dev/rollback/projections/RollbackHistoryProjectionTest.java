package dev.rollback.projections;

import static dev.rollback.projections.Happened.checkpoint;
import static dev.rollback.projections.Happened.refused;
import static dev.rollback.projections.Happened.registered;
import static dev.rollback.projections.Happened.rollback;
import static dev.rollback.projections.Happened.scope;
import static dev.rollback.projections.Happened.undo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPage;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.RollbackView.RolledBackTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class RollbackHistoryProjectionTest {
    private static final TaskId A = new TaskId("A");
    private static final TaskId B = new TaskId("B");
    private static final FindRollback FIRST = new FindRollback(new RollbackId("rb-1"));

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private ViewFixture views;

    @BeforeEach
    void open() {
        views = new ViewFixture(kind, directory);
        views.given(registered("A"), checkpoint("A", "cp-a", null), registered("B"), checkpoint("B", "cp-b", null));
    }

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void a_record_holds_all_of_a_rollback() {
        views.given(rollback("rb-1", "A", "cp-a", Map.of("ticket", "7")))
                .whenAsked(FIRST)
                .expect(new RollbackView(
                        new RollbackId("rb-1"),
                        RollbackStatus.SUCCESS,
                        scope("cp-a", "A"),
                        2L,
                        RollbackReason.VALIDATION_FAILED,
                        "tests are red",
                        Map.of("ticket", "7"),
                        List.of(new RolledBackTask(A, new CheckpointId("cp-a"), 1, 1, "before", "after", null, null)),
                        4L,
                        "digest",
                        null,
                        null,
                        null,
                        null,
                        null,
                        ViewFixture.NOW,
                        ViewFixture.NOW,
                        "ann",
                        "req-1",
                        7));
    }

    @Test
    void a_refused_rollback_is_recorded_with_code_and_error() {
        views.given(refused("rb-1", "cp-a")).whenAsked(FIRST).expect(RollbackView.class, rollback -> {
            assertThat(rollback.status()).isEqualTo(RollbackStatus.FAILED);
            assertThat(rollback.code()).isEqualTo(RefusalCode.FAILED_STATE);
            assertThat(rollback.error()).isEqualTo("its task had failed");
            assertThat(rollback.cut()).isNull();
            assertThat(rollback.tasks()).isEmpty();
        });
    }

    @Test
    void knows_nothing_of_an_unknown_rollback() {
        views.whenAsked(FIRST).expectNothing();
    }

    @Test
    void of_ten_rollbacks_the_newest_five_are_shown_and_all_are_kept() {
        for (int i = 0; i < 10; i++) {
            views.given(rollback("rb-" + i, "A", "cp-a", Map.of()));
        }
        expect(null, Map.of(), PageRequest.first(5), 10, "rb-9", "rb-8", "rb-7", "rb-6", "rb-5");
        expect(A, Map.of(), new PageRequest(8, 5), 10, "rb-1", "rb-0");
    }

    @Test
    void a_tasks_history_has_its_rollbacks_done_and_refused() {
        views.given(rollback("rb-1", "A", "cp-a", Map.of()))
                .given(rollback("rb-2", "B", "cp-b", Map.of()))
                .given(refused("rb-3", "cp-b", "A"))
                .given(refused("rb-4", "cp-a"))
                .given(refused("rb-5", "cp-unknown"));
        expect(A, Map.of(), PageRequest.first(9), 3, "rb-4", "rb-3", "rb-1");
        expect(B, Map.of(), PageRequest.first(9), 1, "rb-2");
        expect(null, Map.of(), PageRequest.first(9), 5, "rb-5", "rb-4", "rb-3", "rb-2", "rb-1");
    }

    @Test
    void finds_rollbacks_that_carry_all_of_some_metadata() {
        views.given(rollback("rb-1", "A", "cp-a", Map.of("ticket", "7", "ci", "red")))
                .given(rollback("rb-2", "B", "cp-b", Map.of("ticket", "7")))
                .given(rollback("rb-3", "A", "cp-a", Map.of("ci", "7")));
        expect(null, Map.of("ticket", "7"), PageRequest.first(9), 2, "rb-2", "rb-1");
        expect(null, Map.of("ticket", "7", "ci", "red"), PageRequest.first(9), 1, "rb-1");
        expect(A, Map.of("ci", "7"), PageRequest.first(9), 1, "rb-3");
        expect(B, Map.of("ci", "7"), PageRequest.first(9), 0);
    }

    @Test
    void metadata_is_shown_and_found_however_long_and_odd_it_is() {
        String noise = new Random(7)
                .ints(20_000, 0x10000, 0xE0000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        Map<String, String> long1 = Map.of("log", noise + "1", noise, "name");
        Map<String, String> long2 = Map.of("log", noise + "2", "zero", "a\0b");
        views.given(rollback("rb-1", "A", "cp-a", long1)).given(rollback("rb-2", "A", "cp-a", long2));
        expect(null, long1, PageRequest.first(9), 1, "rb-1");
        expect(null, long2, PageRequest.first(9), 1, "rb-2");
        expect(null, Map.of("log", noise), PageRequest.first(9), 0);
        expect(null, Map.of("zero", "a"), PageRequest.first(9), 0);
        views.whenAsked(FIRST)
                .expect(
                        RollbackView.class,
                        rollback -> assertThat(rollback.metadata()).isEqualTo(long1));
    }

    @Test
    void a_record_says_by_what_it_is_undone_while_that_stands_then_and_now() {
        views.given(rollback("rb-1", "A", "cp-a", Map.of()));
        expectUndoneBy("rb-1", null, null);
        views.given(undo("rb-2", "rb-1", "A"));
        expectUndoneBy("rb-1", "rb-2", null);
        views.given(undo("rb-3", "rb-2", "A"));
        expectUndoneBy("rb-1", null, null);
        expectUndoneBy("rb-2", "rb-3", null);
        views.given(undo("rb-4", "rb-1", "A"));
        expectUndoneBy("rb-1", "rb-4", null);
        expectUndoneBy("rb-1", "rb-2", 10L);
        expectUndoneBy("rb-1", null, 7L);
    }

    private void expectUndoneBy(String rollback, @Nullable String undo, @Nullable Long at) {
        views.whenAsked(new FindRollback(new RollbackId(rollback), at))
                .expect(
                        RollbackView.class,
                        record -> assertThat(record.undoneBy()).isEqualTo(undo == null ? null : new RollbackId(undo)));
    }

    @Test
    void finds_ids_by_their_beginning() {
        views.given(rollback("rb-aa", "A", "cp-a", Map.of()))
                .given(rollback("rb-ab", "A", "cp-a", Map.of()))
                .given(rollback("rb-b", "A", "cp-a", Map.of()));
        assertThat(views.views.rollbacksStartingWith("rb-a", 9))
                .containsExactly(new RollbackId("rb-aa"), new RollbackId("rb-ab"));
        assertThat(views.views.rollbacksStartingWith("rb-", 2)).hasSize(2);
        assertThat(views.views.rollbacksStartingWith("rb-az", 9)).isEmpty();
    }

    @Test
    void a_record_becomes_json_and_comes_back_the_same() throws Exception {
        views.given(rollback("rb-1", "A", "cp-a", Map.of("Ä \"quoted\"", "line\nbreak \uD83D\uDE00")))
                .given(refused("rb-2", "cp-a"));
        for (String id : List.of("rb-1", "rb-2")) {
            RollbackView made =
                    views.views.rollback(new FindRollback(new RollbackId(id))).orElseThrow();
            byte[] json = JsonCodec.mapper().writeValueAsBytes(made);
            assertThat(JsonCodec.mapper().readValue(json, RollbackView.class)).isEqualTo(made);
        }
    }

    private void expect(
            @Nullable TaskId task, Map<String, String> metadata, PageRequest page, long total, String... newestFirst) {
        views.whenAsked(new FindRollbacks(task, metadata, page)).expect(RollbackPage.class, answer -> {
            assertThat(answer.items())
                    .extracting(rollback -> rollback.rollbackId().value())
                    .containsExactly(newestFirst);
            assertThat(answer.total()).isEqualTo(total);
        });
    }
}
