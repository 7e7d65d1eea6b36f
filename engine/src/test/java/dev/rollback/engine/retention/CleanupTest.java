package dev.rollback.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.PruneReport.Promise;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.CheckpointMarks;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CleanupTest {
    private static final Promises PROMISES =
            new Promises(Set.of("current"), Set.of("current", "stable"), 50, Set.of("before"), Set.of("leased"));

    @Test
    void the_first_promise_that_keeps_it_is_named() {
        assertThat(PROMISES.of(entry("current", 0, true))).contains(Promise.HELD);
        assertThat(PROMISES.of(entry("current", 0, false))).contains(Promise.CURRENT);
        assertThat(PROMISES.of(entry("stable", 0, false))).contains(Promise.LAST_STABLE);
        assertThat(PROMISES.of(entry("before", 0, false))).contains(Promise.IN_HISTORY);
        assertThat(PROMISES.of(entry("leased", 0, false))).contains(Promise.LEASED);
        assertThat(PROMISES.of(entry("other", 0, false))).isEmpty();
    }

    @Test
    void a_target_is_in_the_history_from_its_oldest_rollback_on() {
        assertThat(PROMISES.of(entry("target", 50, false))).contains(Promise.IN_HISTORY);
        assertThat(PROMISES.of(entry("target", 49, false))).isEmpty();
    }

    @Test
    void a_former_target_is_archived_and_all_else_that_goes_is_pruned() {
        CheckpointEntry used = entry("used", 10, false);
        CheckpointEntry unused = entry("unused", 0, false);
        Cleanup cleanup = Cleanup.of(List.of(used, unused, entry("held", 10, true)), PROMISES);
        assertThat(cleanup.pruned()).containsExactly(unused);
        assertThat(cleanup.archived()).containsExactly(used);
        assertThat(cleanup.gone()).containsExactly(unused, used);
        assertThat(cleanup.kept())
                .singleElement()
                .satisfies(kept -> assertThat(kept.promise()).isEqualTo(Promise.HELD));
    }

    @Test
    void with_new_ones_the_promises_to_the_newest_of_the_line_are_theirs() {
        Promises failed = PROMISES.after(List.of(failed("f1")));
        assertThat(failed.of(failed("f1"))).contains(Promise.CURRENT);
        assertThat(failed.of(entry("stable", 0, false))).contains(Promise.LAST_STABLE);
        Promises stable = PROMISES.after(List.of(entry("n1", 0, false), failed("f1")));
        assertThat(stable.of(entry("n1", 0, false))).contains(Promise.LAST_STABLE);
        assertThat(stable.of(entry("stable", 0, false))).isEmpty();
        assertThat(stable.of(entry("before", 0, false))).contains(Promise.IN_HISTORY);
    }

    private static CheckpointEntry entry(String id, long lastUsed, boolean held) {
        return new CheckpointEntry(id, "A", 1, 1, false, new CheckpointMarks(lastUsed, held, false, false));
    }

    private static CheckpointEntry failed(String id) {
        return new CheckpointEntry(id, "A", 1, 1, true);
    }
}
