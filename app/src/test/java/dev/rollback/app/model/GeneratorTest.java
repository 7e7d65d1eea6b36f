package dev.rollback.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.RefusalCode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether the sequences come to what is to be tried: on a second model in the place of the engine. */
class GeneratorTest {
    private static final int SEQUENCES = 150;

    private static Tally tally;

    @BeforeAll
    static void run() {
        RandomSequences random = new RandomSequences(PretendEngine::right);
        for (int seed = 0; seed < SEQUENCES; seed++) {
            random.run(seed, 40);
        }
        tally = random.tally();
    }

    @Test
    void the_same_seed_is_the_same_sequence() {
        assertThat(Generator.steps(7, 40)).hasSize(40).isEqualTo(Generator.steps(7, 40));
        assertThat(Generator.steps(7, 40)).isNotEqualTo(Generator.steps(8, 40));
    }

    @Test
    void rollbacks_of_every_strategy_are_done() {
        for (String strategy : List.of("null", "FULL", "PARTIAL", "SELECTIVE", "CASCADE", "POINT_IN_TIME")) {
            assertThat(tally.of("Back " + strategy + " done")).as(strategy).isPositive();
        }
        assertThat(tally.of("Back null done")).isGreaterThan(SEQUENCES);
    }

    @Test
    void plans_are_applied_and_conflicts_met() {
        assertThat(tally.of("Apply done")).isGreaterThan(SEQUENCES / 10);
        assertThat(tally.of("Apply refused CONFLICT")).isPositive();
    }

    @Test
    void rollbacks_are_undone_and_done_again() {
        assertThat(tally.of("Undo done")).isGreaterThan(SEQUENCES / 2);
        assertThat(tally.of("Undo refused CONFLICT")).isPositive();
        assertThat(tally.of("Redo done")).isPositive();
        assertThat(tally.of("PlanUndo planned")).isPositive();
    }

    @Test
    void rollbacks_are_refused_for_every_reason_there_is() {
        for (RefusalCode code : List.of(
                RefusalCode.INVALID_SCOPE,
                RefusalCode.NOT_FOUND,
                RefusalCode.NOT_CONFIRMED,
                RefusalCode.ALREADY_THERE,
                RefusalCode.ROLLBACK_DISABLED,
                RefusalCode.FAILED_STATE)) {
            assertThat(refused("Back ", code)).as(code.name()).isPositive();
        }
    }

    @Test
    void tasks_go_back_by_themselves_and_again_and_again() {
        assertThat(tally.of("by itself done")).isGreaterThan(SEQUENCES / 5);
        assertThat(tally.of("by itself refused LOOP")).isPositive();
        assertThat(tally.of("by itself refused NOT_FOUND")).isPositive();
        assertThat(tally.of("ChangePolicy done")).isPositive();
    }

    @Test
    void checkpoints_are_held_leased_and_cleaned_up_and_asked_for_afterwards() {
        for (String kind : List.of("Prune", "Delete", "Archive", "Hold", "Release")) {
            assertThat(tally.of(kind + " done")).as(kind).isPositive();
        }
        assertThat(tally.of("Lease done without a trace")).isPositive();
        assertThat(tally.of("Delete refused CONFLICT")).isPositive();
        assertThat(refused("Back ", RefusalCode.CLEANED_UP)).isPositive();
    }

    @Test
    void tasks_are_forked() {
        assertThat(tally.of("Fork done")).isGreaterThan(SEQUENCES / 3);
        assertThat(tally.ofAll("Fork refused")).isPositive();
    }

    private static long refused(String kind, RefusalCode code) {
        return List.of("null", "FULL", "PARTIAL", "SELECTIVE", "CASCADE", "POINT_IN_TIME").stream()
                .mapToLong(strategy -> tally.of(kind + strategy + " refused " + code))
                .sum();
    }

    @Test
    void work_is_refused_and_requests_are_sent_again() {
        assertThat(tally.of("Update refused STALE_EPOCH")).isPositive();
        assertThat(tally.of("Mark refused STALE_EPOCH")).isPositive();
        assertThat(tally.of("HEARTBEAT done without a trace")).isPositive();
        assertThat(tally.of("Request of Update done without a trace")).isPositive();
        assertThat(tally.of("Request of Update refused CONFLICT")).isPositive();
        assertThat(tally.of("Request of Mark done without a trace")).isPositive();
    }

    @Test
    void documents_come_and_go() {
        assertThat(tally.of("Import done")).isPositive();
        assertThat(tally.of("Export done")).isPositive();
    }

    @Test
    void few_sequences_end_where_nothing_is_specified() {
        assertThat(tally.ofAll("undecided")).isLessThan(SEQUENCES / 20);
    }
}
