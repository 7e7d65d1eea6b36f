package dev.rollback.engine.rollback;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.CONFIGURATION;
import static dev.rollback.api.ComponentName.DATABASE;
import static dev.rollback.api.ComponentName.QUEUE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static dev.rollback.api.ComponentName.WORKER_STATE;
import static dev.rollback.engine.rollback.Crew.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackPlan.AddedComponent;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskContent;
import dev.rollback.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComponentFilterTest {
    private static final RollbackScope SCOPE = RollbackScope.to(new CheckpointId("cp-1"));
    private static final ComponentName OWN = new ComponentName("MODEL_WEIGHTS");
    private static final TaskContent NOW = content(Map.of(TASK_STATE, 2, CACHE, 2, OWN, 2));
    private static final TaskContent THEN = content(Map.of(TASK_STATE, 1, CACHE, 1, CONFIGURATION, 1));

    @Test
    void P12_what_a_chosen_component_needs_is_added_with_the_reason() {
        ComponentFilter filter = ComponentFilter.of(SCOPE.withComponents(List.of(QUEUE)));
        assertThat(filter.added())
                .containsExactly(
                        new AddedComponent(TASK_STATE, QUEUE),
                        new AddedComponent(WORKER_STATE, TASK_STATE),
                        new AddedComponent(CONFIGURATION, WORKER_STATE));
        assertThat(filter.only()).containsExactlyInAnyOrder(QUEUE, TASK_STATE, WORKER_STATE, CONFIGURATION);
        ComponentFilter both = ComponentFilter.of(SCOPE.withComponents(List.of(DATABASE, CACHE)));
        assertThat(both.added()).isEmpty();
    }

    @Test
    void P12_excluding_what_a_chosen_one_needs_is_refused_naming_both() {
        RollbackScope scope = SCOPE.withComponents(List.of(TASK_STATE)).withoutComponents(List.of(CONFIGURATION));
        assertRefused(
                RefusalCode.INVALID_SCOPE,
                "component CONFIGURATION is excluded, but WORKER_STATE",
                () -> ComponentFilter.of(scope));
        assertRefused(
                RefusalCode.INVALID_SCOPE,
                "both chosen and excluded",
                () -> ComponentFilter.of(SCOPE.withComponents(List.of(CACHE)).withoutComponents(List.of(CACHE))));
    }

    @Test
    void P12_excluded_components_stay_as_they_are() {
        ComponentFilter filter = ComponentFilter.of(SCOPE.withoutComponents(List.of(CACHE)));
        assertThat(filter.result(NOW, THEN)).isEqualTo(content(Map.of(TASK_STATE, 1, CACHE, 2, CONFIGURATION, 1)));
        assertThat(filter.names(NOW, THEN)).containsExactly(CONFIGURATION, OWN, TASK_STATE);
        assertThat(filter.warnings()).containsExactly("DATABASE goes back without CACHE, which it needs");
    }

    @Test
    void chosen_components_go_back_and_what_was_not_there_goes() {
        ComponentFilter filter = ComponentFilter.of(SCOPE.withComponents(List.of(OWN, CACHE)));
        assertThat(filter.result(NOW, THEN)).isEqualTo(content(Map.of(TASK_STATE, 2, CACHE, 1)));
        assertThat(filter.names(NOW, THEN)).containsExactly(CACHE, OWN);
    }

    @Test
    void all_is_all() {
        assertThat(ComponentFilter.of(SCOPE).result(NOW, THEN)).isEqualTo(THEN);
        assertThat(ComponentFilter.ALL.names(NOW, THEN)).isNull();
    }

    private static TaskContent content(Map<ComponentName, Integer> numbers) {
        TreeMap<ComponentName, Json> components = new TreeMap<>();
        numbers.forEach((name, n) -> components.put(name, Json.of(Map.of("n", n))));
        return new TaskContent(components);
    }
}
