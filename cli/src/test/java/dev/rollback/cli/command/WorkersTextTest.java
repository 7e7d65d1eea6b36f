package dev.rollback.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.TaskId;
import dev.rollback.app.reader.Workers;
import dev.rollback.cli.terminal.TextWriter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whose work a rollback ends, in a few words however many they are. */
class WorkersTextTest {
    @Test
    void one_worker_is_named_with_the_task() {
        Workers workers = workers(0, "robot-7: A");
        assertThat(WorkersText.work(workers)).containsExactly("the work of robot-7 on task A");
        assertThat(told(workers))
                .containsExactly(
                        "robot-7 was working on task A: what still comes from there with the old epoch is refused.");
    }

    @Test
    void one_worker_of_many_tasks_is_named_once() {
        assertThat(WorkersText.work(workers(0, "robot-7: A B C D E")))
                .containsExactly("the work of robot-7 on tasks A, B, C and 2 more");
    }

    @Test
    void of_many_workers_a_few_are_named_and_the_others_counted() {
        Workers workers = workers(40, "r1: A", "r2: B", "r3: C", "r4: D", "r5: E");
        assertThat(WorkersText.work(workers))
                .containsExactly(
                        "the work of r1 on task A",
                        "the work of r2 on task B",
                        "the work of r3 on task C",
                        "that of 2 more workers",
                        "the work on 40 more tasks");
        assertThat(told(workers)).hasSize(4).last().asString().contains("so were others");
    }

    @Test
    void where_nobody_works_there_is_nothing_to_say() {
        assertThat(WorkersText.work(Workers.NONE)).isEmpty();
        assertThat(told(Workers.NONE)).isEmpty();
    }

    private static Workers workers(long unnamed, String... given) {
        TreeMap<String, List<TaskId>> tasks = new TreeMap<>();
        for (String one : given) {
            String[] parts = one.split(": ", -1);
            tasks.put(
                    parts[0],
                    Stream.of(parts[1].split(" ", -1)).map(TaskId::new).toList());
        }
        return new Workers(tasks, unnamed);
    }

    private static List<String> told(Workers workers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WorkersText.tell(workers, new TextWriter(new PrintStream(out, true, StandardCharsets.UTF_8), 0, false));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
