package dev.rollback.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContentLimitsTest {
    private static final TaskId T = new TaskId("t");

    /** As large as a component may be. */
    private static final Json LARGE =
            Json.parse('"' + "x".repeat(ContentLimits.COMPONENT.maxBytes() - "\"\"".length()) + '"');

    private static final Json ONE = Json.parse("1");
    private static final Json TWO = Json.parse("2");
    private static final Json TEN = Json.parse("10");

    @Test
    void a_task_holds_64_mib_in_all_its_components_and_not_a_byte_more() {
        TaskContent full = content(LARGE, LARGE, LARGE, LARGE);
        assertThatCode(() -> ContentLimits.require(T, TaskContent.NONE, full)).doesNotThrowAnyException();
        TaskContent more = content(LARGE, LARGE, LARGE, LARGE, ONE);
        for (TaskContent before : new TaskContent[] {TaskContent.NONE, full}) {
            assertThatThrownBy(() -> ContentLimits.require(T, before, more))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_INPUT))
                    .hasMessageContaining("the components of task t would be 67108865 bytes together")
                    .hasMessageContaining("the limit is 67108864");
        }
    }

    @Test
    void a_task_that_was_larger_before_may_stay_so_and_not_grow() {
        TaskContent larger = content(LARGE, LARGE, LARGE, LARGE, ONE);
        assertThatCode(() -> ContentLimits.require(T, larger, larger)).doesNotThrowAnyException();
        assertThatCode(() -> ContentLimits.require(T, larger, content(LARGE, LARGE, LARGE, LARGE, TWO)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ContentLimits.require(T, larger, content(LARGE, LARGE, LARGE, LARGE, TEN)))
                .hasMessageContaining("would be 67108866 bytes together");
    }

    private static TaskContent content(Json... components) {
        TreeMap<ComponentName, Json> all = new TreeMap<>();
        for (Json component : components) {
            all.put(new ComponentName("C" + all.size()), component);
        }
        return new TaskContent(all);
    }
}
