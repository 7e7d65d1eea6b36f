package dev.rollback.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.app.model.Step.Epoch;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTextTest {
    private static final Step.Target FULL = new Step.Target(
            RollbackStrategy.FULL, List.of("a-1"), null, List.of(), List.of(), List.of(), List.of("B"), false, true);

    @Test
    void a_step_is_told_as_java() {
        assertThat(StepText.text(new Step.Update("A", "CACHE", "{\"n\":1}", false, Epoch.RIGHT)))
                .isEqualTo("new Step.Update(\"A\", \"CACHE\", \"{\\\"n\\\":1}\", false, Step.Epoch.RIGHT)");
        assertThat(StepText.text(new Step.Request("r", new Step.Undo("rb-2", "rb-1", LaterWork.KEEP))))
                .isEqualTo("new Step.Request(\"r\", new Step.Undo(\"rb-2\", \"rb-1\", LaterWork.KEEP))");
        assertThat(StepText.text(new Step.Back("rb", FULL, true)))
                .isEqualTo("new Step.Back(\"rb\", new Step.Target(RollbackStrategy.FULL, List.of(\"a-1\"), null, "
                        + "List.of(), List.of(), List.of(), List.of(\"B\"), false, true), true)");
    }

    @Test
    void switches_are_turned_to_the_usual_one_by_one() {
        Step.ChangePolicy step = new Step.ChangePolicy("A", false, true, true, Epoch.NONE);
        assertThat(StepText.text(step)).isEqualTo("new Step.ChangePolicy(\"A\", false, true, true, Step.Epoch.NONE)");
        assertThat(Simpler.steps(step))
                .containsExactlyInAnyOrder(
                        new Step.ChangePolicy("A", false, null, true, Epoch.NONE),
                        new Step.ChangePolicy("A", false, false, true, Epoch.NONE),
                        new Step.ChangePolicy("A", false, true, false, Epoch.NONE));
    }

    @Test
    void a_sequence_is_lines_to_be_pasted() {
        assertThat(StepText.lines(List.of(new Step.Restart(), new Step.LookBack(3))))
                .isEqualTo("""
                        List<Step> steps = new ArrayList<>();
                        steps.add(new Step.Restart());
                        steps.add(new Step.LookBack(3));
                        """);
    }

    @Test
    void a_step_is_tried_with_less_in_it() {
        assertThat(Simpler.steps(new Step.Back("rb", FULL, true)))
                .containsExactlyInAnyOrder(
                        new Step.Back("rb", FULL, false),
                        new Step.Back("rb", with(null, List.of("a-1"), List.of("B"), true), true),
                        new Step.Back("rb", with(RollbackStrategy.FULL, List.of(), List.of("B"), true), true),
                        new Step.Back("rb", with(RollbackStrategy.FULL, List.of("a-1"), List.of(), true), true),
                        new Step.Back("rb", with(RollbackStrategy.FULL, List.of("a-1"), List.of("B"), false), true));
        Step.Do start = new Step.Do(Step.Verb.START, "A", Epoch.NONE);
        assertThat(Simpler.steps(new Step.Request("r", start))).containsExactly(start);
        assertThat(Simpler.steps(start)).isEmpty();
    }

    private static Step.Target with(
            RollbackStrategy strategy, List<String> checkpoints, List<String> preserve, boolean force) {
        return new Step.Target(strategy, checkpoints, null, List.of(), List.of(), List.of(), preserve, false, force);
    }
}
