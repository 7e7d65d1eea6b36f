package dev.rollback.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.TaskId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CyclesTest {
    private final Map<TaskId, List<TaskId>> dependsOn = new LinkedHashMap<>();

    @Test
    void a_long_chain_is_no_cycle() {
        for (int i = 1; i < 50_000; i++) {
            task(String.valueOf(i), String.valueOf(i - 1));
        }
        assertThat(Cycles.in(dependsOn)).isEmpty();
    }

    @Test
    void every_knot_is_named_once_and_without_what_only_hangs_on_it() {
        task("before", "a");
        task("a", "b", "after");
        task("b", "a", "unknown");
        task("after");
        task("self", "after", "self");
        task("x", "y");
        task("y", "z");
        task("z", "x", "before");
        assertThat(Cycles.in(dependsOn)).containsExactly("a → b → a", "self → self", "x → y → z → x");
    }

    private void task(String id, String... on) {
        dependsOn.put(new TaskId(id), Arrays.stream(on).map(TaskId::new).toList());
    }
}
