package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.JsonLimits;
import dev.rollback.app.files.BoundedInput;
import dev.rollback.engine.task.ContentLimits;
import dev.rollback.engine.task.TaskGraph;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of limits says what the code does, and nothing else. */
class LimitsReferenceTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| (\\d+) \\|");

    private final String page =
            Documents.read(Documents.ROOT.resolve("docs/reference").resolve("limits.md"));

    private record Limit(String what, long most) {}

    @Test
    void every_limit_of_the_page_is_that_of_the_code_and_none_is_left_out() throws Exception {
        List<Limit> limits = new ArrayList<>(List.of(
                new Limit(
                        "levels of arrays and objects in a component's content, after a merge, a patch or an import",
                        ContentLimits.COMPONENT.maxDepth()),
                new Limit(
                        "bytes of a component's content, as canonical text in UTF-8",
                        ContentLimits.COMPONENT.maxBytes()),
                new Limit("bytes of all components of a task together", ContentLimits.TASK_BYTES),
                new Limit("levels of a Task Master file", JsonLimits.DOCUMENT.maxDepth()),
                new Limit("tasks inside one another, the outermost counted", TaskGraph.MOST_LEVELS),
                new Limit(
                        "characters of a number, written without an exponent, without its sign",
                        JsonLimits.DEFAULT.maxNumberLength()),
                new Limit("characters by which a number's spelling may be longer", JsonLimits.SPELLING),
                new Limit(
                        "levels of what is stored and of answers, where nothing but damage is found",
                        JsonLimits.STORED.maxDepth()),
                new Limit("a task's id, a phase, an actor, a request id, a lease", 256),
                new Limit("an id of a checkpoint or a rollback", 100),
                new Limit("a component's name", 64)));
        for (Field field : BoundedInput.class.getFields()) {
            if (field.get(null) instanceof BoundedInput input) {
                limits.add(new Limit(input.kind(), input.bytes()));
            }
        }
        List<Limit> written = new ArrayList<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            written.add(new Limit(row.group(1), Long.parseLong(row.group(2))));
        }
        assertThat(written).containsExactlyInAnyOrderElementsOf(limits);
    }

    @Test
    void names_are_as_long_as_the_page_says() {
        longest(256, TaskId::new);
        longest(256, RequestContext::of);
        longest(100, CheckpointId::new);
        longest(100, RollbackId::new);
        longest(64, name -> new ComponentName(name.replace('x', 'X')));
    }

    private static void longest(int most, Consumer<String> name) {
        assertThatCode(() -> name.accept("x".repeat(most))).doesNotThrowAnyException();
        assertThatThrownBy(() -> name.accept("x".repeat(most + 1))).isInstanceOf(RefusedException.class);
    }
}
