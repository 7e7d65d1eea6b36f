package dev.rollback.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoresOfThisBuildTest {

    @Test
    void of_six_builds_in_a_row_each_class_has_its_turn_in_one() {
        for (String test : List.of("a.FirstTest", "b.SecondTest", "c.ThirdTest", "d.FourthTest")) {
            assertThat(LongStream.range(202611281859L, 202611281865L)
                            .filter(turn -> StoresOfThisBuild.isTurnOf(test, Long.toString(turn))))
                    .hasSize(1);
        }
    }

    @Test
    void without_a_turn_every_class_is_on_every_store() {
        assertThat(StoresOfThisBuild.isTurnOf("a.FirstTest", "")).isTrue();
    }
}
