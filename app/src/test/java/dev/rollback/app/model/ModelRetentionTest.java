package dev.rollback.app.model;

import static dev.rollback.api.RefusalCode.CLEANED_UP;
import static dev.rollback.api.RefusalCode.CONFLICT;
import static dev.rollback.api.RefusalCode.NOT_FOUND;
import static dev.rollback.app.model.Told.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointState;
import dev.rollback.api.Moment;
import dev.rollback.api.RetentionCommand.ArchiveCheckpoint;
import dev.rollback.api.RetentionCommand.DeleteCheckpoint;
import dev.rollback.api.RetentionCommand.EndCheckpointLease;
import dev.rollback.api.RetentionCommand.HoldCheckpoint;
import dev.rollback.api.RetentionCommand.LeaseCheckpoint;
import dev.rollback.api.RetentionCommand.PruneCheckpoints;
import dev.rollback.api.RetentionCommand.ReleaseCheckpoint;
import dev.rollback.api.RetentionRule;
import dev.rollback.api.RollbackScope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A, set to 1 and marked (a1), to 2 (a2) and to 3 (a3). */
class ModelRetentionTest {
    private static final RetentionRule ALL = new RetentionRule(null, Duration.ZERO, null);

    private final Told told = new Told();

    @BeforeEach
    void three_checkpoints() {
        told.register("A");
        for (int n = 1; n <= 3; n++) {
            told.set("A", n);
            told.mark("A", "a" + n);
        }
    }

    private List<String> offered() {
        return new Checkpoints(told.model.story())
                .offered().stream().map(marker -> marker.id().value()).toList();
    }

    private void prune() {
        told.done(new PruneCheckpoints(ALL));
    }

    @Test
    void the_newest_so_many_stay() {
        told.done(new PruneCheckpoints(new RetentionRule(2, null, null)));
        assertThat(offered()).containsExactly("a3", "a2");
        assertThat(told.refused(RollbackScope.to(checkpoint("a1")).forced())).containsExactly(CLEANED_UP);
    }

    @Test
    void the_newest_one_is_promised() {
        prune();
        assertThat(offered()).containsExactly("a3");
        assertThat(told.refused(new DeleteCheckpoint(checkpoint("a3")))).containsExactly(CONFLICT);
    }

    @Test
    void a_held_one_stays_until_it_is_released() {
        told.done(new HoldCheckpoint(checkpoint("a1")));
        prune();
        assertThat(offered()).containsExactly("a3", "a1");
        told.done(new ReleaseCheckpoint(checkpoint("a1")));
        prune();
        assertThat(offered()).containsExactly("a3");
    }

    @Test
    void a_leased_one_stays_until_the_last_lease_ends() {
        told.done(new LeaseCheckpoint(checkpoint("a1"), "x", Duration.ofDays(1)));
        told.done(new LeaseCheckpoint(checkpoint("a1"), "y", Duration.ofDays(1)));
        told.done(new EndCheckpointLease(checkpoint("a1"), "x"));
        prune();
        assertThat(offered()).containsExactly("a3", "a1");
        told.done(new EndCheckpointLease(checkpoint("a1"), "y"));
        prune();
        assertThat(offered()).containsExactly("a3");
        assertThat(told.refused(new LeaseCheckpoint(checkpoint("a1"), "x", Duration.ofDays(1))))
                .containsExactly(CLEANED_UP);
    }

    @Test
    void what_a_rollback_of_the_history_went_to_or_came_from_stays() {
        told.back("rb", RollbackScope.to(checkpoint("a2")));
        prune();
        assertThat(offered()).containsExactly("a3", "a2");
    }

    @Test
    void a_former_target_of_an_older_rollback_is_archived_and_goes_back_only_if_forced() {
        told.back("rb-0", RollbackScope.to(checkpoint("a1")));
        told.set("A", 4);
        told.mark("A", "a4");
        for (int i = 1; i <= Promises.HISTORY; i++) {
            told.set("A", 4 + i);
            told.back("rb-" + i, RollbackScope.to(checkpoint("a4")));
        }
        prune();
        assertThat(new Checkpoints(told.model.story()).closed(checkpoint("a1"))).isEqualTo(CheckpointState.ARCHIVED);
        assertThat(offered()).containsExactly("a4");
        assertThat(told.refused(RollbackScope.to(checkpoint("a1")))).containsExactly(CLEANED_UP);
        assertThat(told.refused(RollbackScope.to(new Moment.AtCheckpoint(checkpoint("a1")))))
                .containsExactly(CLEANED_UP);
        told.back("forced", RollbackScope.to(checkpoint("a1")).forced());
        assertThat(told.now()).startsWith("A 1 ");
    }

    @Test
    void what_is_archived_or_pruned_stays_so() {
        told.done(new ArchiveCheckpoint(checkpoint("a1")));
        told.done(new ArchiveCheckpoint(checkpoint("a1")));
        told.done(new DeleteCheckpoint(checkpoint("a1")));
        assertThat(new Checkpoints(told.model.story()).closed(checkpoint("a1"))).isEqualTo(CheckpointState.PRUNED);
        assertThat(told.refused(new ArchiveCheckpoint(checkpoint("a1")))).containsExactly(CLEANED_UP);
        assertThat(told.refused(new HoldCheckpoint(checkpoint("none")))).containsExactly(NOT_FOUND);
    }
}
