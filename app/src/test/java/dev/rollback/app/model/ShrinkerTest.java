package dev.rollback.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of numbers: a smaller one is simpler. */
class ShrinkerTest {
    private static final List<Integer> MANY =
            IntStream.rangeClosed(1, 60).boxed().toList();

    private static List<Integer> shrink(List<Integer> failing, Predicate<List<Integer>> fails, int tries) {
        return new Shrinker<>(fails, ShrinkerTest::smaller, tries).shrink(failing);
    }

    private static List<Integer> smaller(int number) {
        return number == 0 ? List.of() : List.of(0, number / 2, number - 1);
    }

    @Test
    void only_what_is_needed_for_the_failure_is_left_in_its_order() {
        assertThat(shrink(MANY, list -> list.contains(7) && list.indexOf(41) > list.indexOf(7), 1000))
                .containsExactly(7, 41);
    }

    @Test
    void what_is_left_is_as_simple_as_it_can_be() {
        assertThat(shrink(MANY, list -> list.stream().anyMatch(number -> number >= 13), 1000))
                .containsExactly(13);
    }

    @Test
    void what_can_be_dropped_only_once_something_is_simpler_is_dropped() {
        Predicate<List<Integer>> fails =
                list -> list.contains(50) && (list.contains(2) || list.get(list.size() - 1) == 0);
        assertThat(shrink(MANY, fails, 5000)).hasSize(2);
    }

    @Test
    void it_stops_after_so_many_tries_with_what_fails() {
        AtomicInteger tries = new AtomicInteger();
        List<Integer> shorter = shrink(
                MANY,
                list -> {
                    tries.incrementAndGet();
                    return list.contains(7);
                },
                10);
        assertThat(tries).hasValue(10);
        assertThat(shorter).contains(7).hasSizeLessThan(60);
    }

    @Test
    void what_cannot_be_shorter_stays_as_it_is() {
        List<Integer> exactly = new ArrayList<>(List.of(3, 1, 2));
        assertThat(shrink(exactly, list -> list.equals(exactly), 1000)).isEqualTo(exactly);
    }
}
