package dev.rollback.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The fold against what blame means, asked of every moment for itself. */
class BlameOfRandomStoriesTest {
    private static final int STORIES = Integer.getInteger("rollback.blame.stories", 300);
    private static final int EVENTS = 40;
    private static final List<ComponentName> COMPONENTS =
            List.of(ComponentName.CACHE, ComponentName.QUEUE, ComponentName.DATABASE);

    @Test
    void N07_of_any_story_the_blame_is_what_a_search_back_from_each_field_finds() {
        long broughtBack = 0;
        for (int seed = 0; seed < STORIES; seed++) {
            TaskStory task = story(new Random(seed));
            List<Blame.Field> blame = task.blame();
            assertThat(blame.stream().map(field -> field.component() + field.path()))
                    .as("fields of story %d", seed)
                    .containsExactlyElementsOf(fields(task));
            for (Blame.Field field : blame) {
                Origin found = search(task, field, task.events.size() - 1);
                assertThat(field.origin()).as("%s of story %d", field, seed).isEqualTo(found);
                broughtBack += found.broughtBackBy() == null ? 0 : 1;
            }
        }
        assertThat(broughtBack).as("fields that were brought back").isGreaterThan(STORIES);
    }

    @Test
    void an_element_of_a_list_keeps_its_event_wherever_others_are_put_in_and_taken_out() {
        for (int seed = 0; seed < STORIES; seed++) {
            Random random = new Random(seed);
            TaskStory task = new TaskStory().registered().component("QUEUE", "{\"a\":[0,\"x\"]}");
            List<Long> setBy = new ArrayList<>(List.of(1L, 1L));
            List<String> elements = new ArrayList<>(List.of("0", "\"x\""));
            for (int seq = 2; seq < EVENTS; seq++) {
                if (elements.size() > 1 && random.nextBoolean()) {
                    int place = random.nextInt(elements.size());
                    elements.remove(place);
                    setBy.remove(place);
                } else {
                    int place = random.nextInt(elements.size() + 1);
                    elements.add(place, "\"event " + seq + "\"");
                    setBy.add(place, (long) seq);
                }
                task.component("QUEUE", "{\"a\":[" + String.join(",", elements) + "]}");
            }
            assertThat(task.blame().stream()
                            .filter(field -> field.component().equals(ComponentName.QUEUE))
                            .map(field -> field.origin().setBy()))
                    .as("story %d", seed)
                    .containsExactlyElementsOf(setBy);
        }
    }

    /** The newest event after which the field had another value than before, and where that went back, what set it there. */
    private static Origin search(TaskStory task, Blame.Field field, long at) {
        long seq = at;
        while (seq > 0 && field.value().equals(value(task, field, seq - 1))) {
            seq--;
        }
        if (task.events.get((int) seq) instanceof TaskRolledBack back
                && field.value().equals(value(task, field, back.targetSeq()))) {
            return new Origin(search(task, field, back.targetSeq()).setBy(), seq);
        }
        return Origin.of(seq);
    }

    private static @Nullable Json value(TaskStory task, Blame.Field field, long seq) {
        Json component = task.at(seq).components().get(field.component());
        JsonNode node = component == null ? null : component.node().at(JsonPointer.compile(field.path()));
        return node == null || node.isMissingNode() ? null : Json.of(node);
    }

    private static List<String> fields(TaskStory task) {
        List<String> fields = new ArrayList<>();
        task.now().components().forEach((name, value) -> fields(name.value(), value.node(), fields));
        return fields;
    }

    private static void fields(String path, JsonNode node, List<String> fields) {
        if (node.isEmpty()) {
            fields.add(path);
        } else if (node.isArray()) {
            IntStream.range(0, node.size()).forEach(i -> fields(path + "/" + i, node.get(i), fields));
        } else {
            node.properties().forEach(member -> fields(path + "/" + member.getKey(), member.getValue(), fields));
        }
    }

    private static TaskStory story(Random random) {
        TaskStory task = new TaskStory();
        while (task.events.size() < EVENTS) {
            int before = task.events.size();
            step(random, task);
            assertThat(task.events).hasSize(before + 1);
        }
        return task;
    }

    private static void step(Random random, TaskStory task) {
        if (task.now().status() == TaskStatus.RETRACTED) {
            task.registered();
            return;
        }
        ComponentName component = COMPONENTS.get(random.nextInt(COMPONENTS.size()));
        Json old = task.now().components().get(component);
        switch (random.nextInt(12)) {
            case 0 -> task.started();
            case 1 -> task.failed("error " + random.nextInt(2));
            case 2 -> task.checkpoint();
            case 3 -> task.data(object(random, 3).text());
            case 4 -> task.removed(component.value());
            case 5 -> task.rolledBackTo(random.nextInt(task.events.size() + 1) - 1);
            case 6 -> task.rolledBackTo(random.nextInt(task.events.size()), component::equals);
            case 7 -> task.written(component.value(), object(random, 3).text());
            default ->
                task.component(component.value(), (old == null ? object(random, 3) : changed(random, old)).text());
        }
    }

    private static Json object(Random random, int depth) {
        return Json.of(members(random, depth));
    }

    private static Map<String, @Nullable Object> members(Random random, int depth) {
        Map<String, @Nullable Object> members = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            members.put("abc".substring(i - 1, i), value(random, depth - 1));
        }
        return members;
    }

    /** Lists have one length: of others it could not be said which element is which. */
    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 4)) {
            case 0 -> random.nextInt(3);
            case 1 -> random.nextBoolean() ? "x" : Json.parse("1.0");
            case 2 -> null;
            case 3 -> random.nextBoolean() ? List.of() : Map.of();
            case 4 -> Arrays.asList(value(random, depth - 1), value(random, depth - 1));
            default -> members(random, depth);
        };
    }

    private static Json changed(Random random, Json object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.node()
                .properties()
                .forEach(member -> members.put(
                        member.getKey(),
                        random.nextInt(3) > 0
                                ? member.getValue()
                                : member.getValue().isObject()
                                        ? changed(random, Json.of(member.getValue()))
                                        : value(random, 2)));
        if (random.nextInt(4) == 0) {
            members.put("d", value(random, 2));
        }
        return Json.of(members);
    }
}
