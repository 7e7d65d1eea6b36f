package dev.rollback.engine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.ComponentName;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.json.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which event set which field; in the comments, the events by their places in the stream. */
class BlameTest {
    private final TaskStory task = new TaskStory().registered(); // 0

    @Test
    void N07_every_field_names_the_event_that_set_it() {
        task.data("{\"n\":1}").started().data("{\"n\":1,\"m\":{\"deep\":true}}").failed("lost"); // 1 2 3 4
        assertThat(task.blameOf("TASK_STATE"))
                .containsExactlyInAnyOrder(
                        "TASK_STATE/title=0",
                        "TASK_STATE/status=4",
                        "TASK_STATE/error/message=4",
                        "TASK_STATE/error/cause=4",
                        "TASK_STATE/data/n=1",
                        "TASK_STATE/data/m/deep=3");
    }

    @Test
    void an_event_that_writes_a_value_again_did_not_set_it() {
        task.component("CACHE", "{\"n\":1,\"m\":1}")
                .written("CACHE", "{\"m\":2,\"n\":1}")
                .checkpoint();
        assertThat(task.blameOf("CACHE")).containsExactlyInAnyOrder("CACHE/n=1", "CACHE/m=2");
    }

    @Test
    void the_scale_of_a_number_is_part_of_its_value() {
        task.component("CACHE", "{\"n\":1}").component("CACHE", "{\"n\":1.0}");
        assertThat(task.blameOf("CACHE")).containsExactly("CACHE/n=2");
    }

    @Test
    void an_empty_container_is_a_field_of_its_own() {
        task.component("CACHE", "{}").component("CACHE", "{\"o\":{},\"a\":[]}"); // 1 2
        assertThat(task.blameOf("CACHE")).containsExactly("CACHE/o=2", "CACHE/a=2");
        task.component("CACHE", "{\"o\":{\"x\":1},\"a\":[]}").component("CACHE", "{\"o\":{},\"a\":[]}"); // 3 4
        assertThat(task.blameOf("CACHE")).containsExactly("CACHE/o=4", "CACHE/a=2");
        task.component("CACHE", "{}"); // 5
        assertThat(task.blameOf("CACHE")).containsExactly("CACHE=5");
    }

    @Test
    void a_member_that_was_gone_is_the_event_s_that_set_it_again() {
        task.component("CACHE", "{\"n\":1,\"k\":0}")
                .component("CACHE", "{\"k\":0}")
                .component("CACHE", "{\"k\":0,\"n\":1}"); // 1 2 3
        assertThat(task.blameOf("CACHE")).containsExactly("CACHE/k=1", "CACHE/n=3");
        task.removed("CACHE").component("CACHE", "{\"k\":0}"); // 4 5
        assertThat(task.blameOf("CACHE")).containsExactly("CACHE/k=5");
    }

    @Test
    void the_common_beginning_and_end_of_a_list_keep_their_events() {
        task.component("QUEUE", "{\"a\":[1,2,3]}").component("QUEUE", "{\"a\":[1,9,8,2,3]}"); // 1 2
        assertThat(task.blameOf("QUEUE"))
                .containsExactly("QUEUE/a/0=1", "QUEUE/a/1=2", "QUEUE/a/2=2", "QUEUE/a/3=1", "QUEUE/a/4=1");
        task.component("QUEUE", "{\"a\":[1,9,3]}"); // 3
        assertThat(task.blameOf("QUEUE")).containsExactly("QUEUE/a/0=1", "QUEUE/a/1=2", "QUEUE/a/2=1");
        task.component("QUEUE", "{\"a\":[3]}").component("QUEUE", "{\"a\":[3,3]}"); // 4 5
        assertThat(task.blameOf("QUEUE")).containsExactly("QUEUE/a/0=1", "QUEUE/a/1=5");
    }

    @Test
    void a_list_of_the_same_length_is_compared_place_by_place() {
        task.component("QUEUE", "{\"a\":[{\"id\":1,\"s\":\"x\"},{\"id\":2,\"s\":\"x\"},{\"id\":3,\"s\":\"x\"}]}")
                .component("QUEUE", "{\"a\":[{\"id\":1,\"s\":\"x\"},{\"id\":2,\"s\":\"y\"},{\"id\":3,\"s\":\"x\"}]}");
        assertThat(task.blameOf("QUEUE/a/1")).containsExactly("QUEUE/a/1/id=1", "QUEUE/a/1/s=2");
    }

    @Test
    void a_list_that_becomes_an_object_is_new() {
        task.component("QUEUE", "{\"a\":[1]}").component("QUEUE", "{\"a\":{\"0\":1}}");
        assertThat(task.blameOf("QUEUE")).containsExactly("QUEUE/a/0=2");
    }

    @Test
    void N07_a_field_brought_back_names_the_event_that_had_set_it_and_the_rollback() {
        task.data("{\"n\":1,\"k\":0}")
                .component("CACHE", "{\"warm\":true}")
                .data("{\"n\":2,\"k\":0}")
                .removed("CACHE")
                .completed()
                .rolledBackTo(2); // 1 2 3 4 5 6
        assertThat(task.blameOf("TASK_STATE/data"))
                .containsExactlyInAnyOrder("TASK_STATE/data/n=1<6", "TASK_STATE/data/k=1");
        assertThat(task.blameOf("TASK_STATE/status")).containsExactly("TASK_STATE/status=0<6");
        assertThat(task.blameOf("CACHE")).containsExactly("CACHE/warm=2<6");
    }

    @Test
    void N07_the_worked_example_after_rb3_position_4_brought_back_by_rb3() {
        task.data("{\"n\":1}") // 1, position 4
                .checkpoint() // 2, a1
                .data("{\"n\":2}") // 3
                .checkpoint() // 4, a2
                .rolledBackTo(2); // 5, rb1
        assertThat(task.blameOf("TASK_STATE/data")).containsExactly("TASK_STATE/data/n=1<5");
        task.data("{\"n\":9}"); // 6
        assertThat(task.blameOf("TASK_STATE/data")).containsExactly("TASK_STATE/data/n=6");
        task.rolledBackTo(4); // 7, rb2
        assertThat(task.blameOf("TASK_STATE/data")).containsExactly("TASK_STATE/data/n=3<7");
        task.rolledBackTo(2); // 8, rb3
        assertThat(task.blameOf("TASK_STATE/data")).containsExactly("TASK_STATE/data/n=1<8");
    }

    @Test
    void a_rollback_to_what_a_rollback_had_brought_back_names_the_event_that_first_set_it() {
        task.data("{\"n\":1}")
                .data("{\"n\":2}")
                .rolledBackTo(1)
                .data("{\"n\":3}")
                .rolledBackTo(3); // 1 2 3 4 5
        assertThat(task.blameOf("TASK_STATE/data")).containsExactly("TASK_STATE/data/n=1<5");
    }

    @Test
    void what_a_rollback_found_as_it_should_be_it_did_not_bring_back() {
        task.data("{\"n\":1}").data("{\"n\":2}").data("{\"n\":1}").started().rolledBackTo(1); // 1 2 3 4 5
        assertThat(task.blameOf("TASK_STATE/data")).containsExactly("TASK_STATE/data/n=3");
        assertThat(task.blameOf("TASK_STATE/status")).containsExactly("TASK_STATE/status=0<5");
    }

    @Test
    void elements_of_a_list_are_brought_back_one_by_one() {
        task.component("QUEUE", "{\"a\":[1]}")
                .component("QUEUE", "{\"a\":[1,2]}")
                .component("QUEUE", "{\"a\":[0]}")
                .rolledBackTo(2); // 1 2 3 4
        assertThat(task.blameOf("QUEUE")).containsExactly("QUEUE/a/0=1<4", "QUEUE/a/1=2<4");
    }

    @Test
    void a_component_outside_the_rollback_keeps_its_events() {
        task.component("CACHE", "{\"n\":1}")
                .component("QUEUE", "{\"n\":1}")
                .component("CACHE", "{\"n\":2}")
                .component("QUEUE", "{\"n\":2}")
                .rolledBackTo(2, name -> name.equals(ComponentName.CACHE)); // 1 2 3 4 5
        assertThat(task.blameOf("CACHE")).containsExactly("CACHE/n=1<5");
        assertThat(task.blameOf("QUEUE")).containsExactly("QUEUE/n=4");
    }

    @Test
    void what_a_rollback_gives_that_was_not_at_its_target_is_its_own() {
        task.component("CACHE", "{\"n\":1,\"k\":{\"x\":1}}").removed("CACHE"); // 1 2
        TreeMap<ComponentName, Json> migrated = new TreeMap<>(task.now().components());
        migrated.put(ComponentName.CACHE, Json.parse("{\"n\":1,\"k\":{\"x\":1,\"y\":0}}"));
        task.rolledBack(1, new TaskContent(migrated)); // 3
        assertThat(task.blameOf("CACHE")).containsExactly("CACHE/n=1<3", "CACHE/k/x=1<3", "CACHE/k/y=3");
    }

    @Test
    void a_retracted_task_has_no_fields_and_begins_anew() {
        task.data("{\"n\":1}").rolledBackTo(-1); // 1 2
        assertThat(task.blame()).isEmpty();
        task.registered(); // 3
        assertThat(task.blameOf("TASK_STATE")).containsExactly("TASK_STATE/title=3", "TASK_STATE/status=3");
        task.rolledBackTo(1); // 4
        assertThat(task.blameOf("TASK_STATE"))
                .containsExactly("TASK_STATE/title=3", "TASK_STATE/status=3", "TASK_STATE/data/n=1<4");
    }

    @Test
    void paths_are_json_pointers() {
        task.component("CACHE", "{\"a/b\":{\"~\":1},\"\":2}");
        assertThat(task.blameOf("CACHE")).containsExactly("CACHE/a~1b/~0=1", "CACHE/=1");
    }

    @Test
    void a_rollback_to_an_event_that_is_not_before_it_is_no_history() {
        BlameFold fold = new BlameFold(Set.of(7L));
        TaskRolledBack ahead = (TaskRolledBack) new TaskStory()
                .registered()
                .rolledBack(0, TaskContent.NONE)
                .events
                .get(1);
        fold.add(task.events.get(0), 0);
        assertThatThrownBy(() -> fold.add(
                        new TaskRolledBack(
                                ahead.taskId(),
                                ahead.rollbackId(),
                                null,
                                7,
                                1,
                                List.of(),
                                "",
                                "",
                                null,
                                null,
                                null,
                                SchemaVersion.FIRST,
                                null),
                        1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("event 7");
    }
}
