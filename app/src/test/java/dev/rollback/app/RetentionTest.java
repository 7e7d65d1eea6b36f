package dev.rollback.app;

import static dev.rollback.api.ComponentName.CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointManager;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.PageRequest;
import dev.rollback.api.PruneReport;
import dev.rollback.api.PruneReport.Cleaned;
import dev.rollback.api.PruneReport.Promise;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RetentionRule;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What becomes of checkpoints, through the Java façades, by the rows of the acceptance list. */
@OnEveryStore
class RetentionTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private RollbackEngine engine;

    @BeforeEach
    void open() {
        engine = RollbackEngine.open(options());
        engine.tasks().register("A", "Alpha");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void no_more_goes_than_was_shown() {
        CheckpointId one = checkpoint(1);
        checkpoint(2);
        RetentionRule newest = new RetentionRule(1, null, null);
        PruneReport shown = engine.checkpoints().planPrune(newest);
        assertThat(shown.gone()).containsExactly(one);
        checkpoint(3);
        assertThat(engine.checkpoints().prune(newest, shown).gone()).containsExactly(one);
        assertThat(engine.checkpoints().list("A")).hasSize(2);
        assertThat(engine.checkpoints().prune(newest).gone()).hasSize(1);
    }

    @Test
    void a_clean_up_asked_for_twice_is_answered_twice_whether_it_was_shown_or_not() {
        CheckpointId one = checkpoint(1);
        checkpoint(2);
        RetentionRule newest = new RetentionRule(1, null, null);
        CheckpointManager asking =
                engine.checkpoints().with(RequestContext.of("ann").withRequestId("tidy-1"));
        PruneReport first = asking.prune(newest, engine.checkpoints().planPrune(newest));
        checkpoint(3);
        assertThat(first.gone()).containsExactly(one);
        assertThat(asking.prune(newest)).isEqualTo(first);
        assertThat(engine.checkpoints().list("A")).hasSize(2);
    }

    @Test
    void G15_cleans_up_what_is_older_and_keeps_what_is_archived_or_held() {
        CheckpointId target = checkpoint(1);
        CheckpointId old = checkpoint(2);
        CheckpointId held = checkpoint(3);
        CheckpointId archived = checkpoint(4);
        CheckpointId leftBehind = checkpoint(5);
        engine.rollbacks().rollBack(target, "for the record");
        engine.checkpoints().hold(held, "for the audit");
        engine.checkpoints().archive(archived);
        CheckpointId current = checkpoint(6);
        leaveTheHistory();
        now.set(START.plus(Duration.ofDays(8)));
        CheckpointId fresh = checkpoint(7);
        RetentionRule rule = new RetentionRule(null, Duration.ofDays(7), null);

        PruneReport planned = engine.checkpoints().planPrune(rule);
        PruneReport report = engine.checkpoints().prune(rule);

        assertThat(report).isEqualTo(planned);
        assertThat(report.pruned()).extracting(Cleaned::checkpointId).containsExactly(current, leftBehind, old);
        assertThat(report.archived()).extracting(Cleaned::checkpointId).containsExactly(target);
        assertThat(report.pruned()).extracting(Cleaned::createdAt).containsOnly(START);
        assertThat(report.kept())
                .filteredOn(kept -> kept.checkpointId().equals(held))
                .singleElement()
                .satisfies(kept -> assertThat(kept.promise()).isEqualTo(Promise.HELD));
        assertThat(engine.checkpoints().list("A"))
                .extracting(CheckpointView::checkpointId)
                .containsExactly(fresh, held);
        assertThat(withCleanedUp())
                .extracting(CheckpointView::checkpointId, CheckpointView::state)
                .contains(
                        tuple(archived, CheckpointState.ARCHIVED),
                        tuple(target, CheckpointState.ARCHIVED),
                        tuple(old, CheckpointState.PRUNED));
        assertThat(engine.checkpoints().find(held).orElseThrow().heldSince()).isEqualTo(START);
        assertThat(engine.checkpoints().find(old).orElseThrow().cleanedUpAt()).isEqualTo(now.get());
        assertThat(engine.checkpoints().prune(rule).pruned()).as("again").isEmpty();
    }

    @Test
    void P03_an_unused_one_is_gone_and_a_used_one_archived_and_no_longer_offered() {
        CheckpointId used = checkpoint(1);
        CheckpointId unused = checkpoint(2);
        engine.rollbacks().rollBack(used, "use it");
        CheckpointId current = checkpoint(3);
        leaveTheHistory();

        assertThat(engine.checkpoints().delete(unused)).isEqualTo(CheckpointState.PRUNED);
        assertThat(engine.checkpoints().delete(used)).isEqualTo(CheckpointState.ARCHIVED);

        assertThat(engine.checkpoints().list("A"))
                .extracting(CheckpointView::checkpointId)
                .containsExactly(current);
        for (CheckpointId gone : List.of(used, unused)) {
            assertThat(engine.rollbacks().check(gone).orElseThrow().code()).isEqualTo(RefusalCode.CLEANED_UP);
            assertThatThrownBy(() -> engine.rollbacks().rollBack(gone, "no more"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("at position");
        }
        engine.close();
        engine = RollbackEngine.open(options());
        assertThat(withCleanedUp()).hasSize(3 + 1);
    }

    @Test
    void P17_so_many_checkpoints_of_a_task_stay() {
        engine.close();
        engine = RollbackEngine.open(
                options().withRollback(RollbackSettings.defaults().withMaxCheckpoints(2)));
        CheckpointId first = checkpoint(1);
        CheckpointId second = checkpoint(2);
        engine.checkpoints().hold(first);
        CheckpointId third = checkpoint(3);
        assertThat(engine.checkpoints().list("A"))
                .extracting(CheckpointView::checkpointId)
                .containsExactly(third, first);
        assertThat(engine.checkpoints().find(second).orElseThrow().state()).isEqualTo(CheckpointState.PRUNED);
    }

    private CheckpointId checkpoint(int n) {
        set("A", n);
        CheckpointId made = engine.checkpoints().create("A", "phase " + n);
        set("A", 100 + n);
        return made;
    }

    /** With a rollback of another task, where the history shows one. */
    private void leaveTheHistory() {
        engine.tasks().register("B", "Beta");
        CheckpointId other = engine.checkpoints().create("B", "before");
        set("B", 1);
        engine.rollbacks().rollBack(other, "another");
    }

    private void set(String task, int n) {
        engine.tasks().replace(task, CACHE, Json.of(Map.of("n", n)));
    }

    private List<CheckpointView> withCleanedUp() {
        return engine.checkpoints()
                .list(new FindCheckpoints(null, true, PageRequest.first(100), null))
                .items();
    }

    private EngineOptions options() {
        return new EngineOptions(
                StoreAddress.of(kind.address(here), here),
                1,
                "ann",
                now::get,
                RollbackSettings.defaults(),
                TaskStateSchema.UNVERSIONED,
                null);
    }
}
