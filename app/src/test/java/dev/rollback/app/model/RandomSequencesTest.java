package dev.rollback.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.app.model.Step.Epoch;
import dev.rollback.app.model.Step.Policy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sequences prove something: each flaw is found by them and told in few steps. */
class RandomSequencesTest {
    private static final int ENOUGH = 200;
    private static final int FEW = 8;

    @ParameterizedTest
    @EnumSource
    void a_flaw_is_found_and_told_in_few_steps(Flaw flaw) {
        RandomSequences random = new RandomSequences(() -> new PretendEngine(flaw));
        String told = null;
        for (int seed = 0; told == null; seed++) {
            assertThat(seed).as("sequences without a failure").isLessThan(ENOUGH);
            told = failure(random, seed);
        }
        assertThat(told).startsWith("seed ").contains("List<Step> steps = new ArrayList<>();");
        assertThat(told.lines().filter(line -> line.startsWith("steps.add(")).count())
                .as(told)
                .isLessThanOrEqualTo(FEW);
    }

    private static String failure(RandomSequences random, int seed) {
        try {
            random.run(seed, 40);
            return null;
        } catch (AssertionError e) {
            return e.getMessage();
        }
    }

    @Test
    void a_failure_says_at_which_step_and_what() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Register("A", List.of(), null, Policy.USUAL));
        steps.add(new Step.Mark("A", "a-1", "{\"n\":1}", Epoch.NONE));
        steps.add(new Step.Restart());
        RandomSequences random = new RandomSequences(() -> new PretendEngine(Flaw.LOSES_THE_DATA_OF_A_CHECKPOINT));
        assertThatThrownBy(() -> random.run("a story", steps))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("a story: step 0, new Step.Mark(")
                .hasMessageContaining("expected the answer TaskReceipt[taskId=A, seq=2, epoch=0, changed=true]")
                .hasMessageContaining("as it was: step 1, new Step.Mark(")
                .hasMessageEndingWith(
                        "steps.add(new Step.Mark(\"A\", \"a-1\", \"{\\\"n\\\":1}\", Step.Epoch.NONE));\n");
    }
}
