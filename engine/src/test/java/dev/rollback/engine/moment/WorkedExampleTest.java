package dev.rollback.engine.moment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Moment;
import dev.rollback.api.Moment.AfterRollback;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.BeforeRollback;
import dev.rollback.api.Moment.Now;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskQuery.FindTasksAt;
import dev.rollback.api.TaskView;
import dev.rollback.api.TasksAtPage;
import dev.rollback.engine.WorkedExample;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** The moments of the worked example: n and epoch of every task that existed. */
@OnEveryStore
class WorkedExampleTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void tell() {
        store = kind.create(folder);
        WorkedExample.tell(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void N07_the_table_is_what_is_seen_at_each_of_its_lines() {
        assertThat(at(new AtPosition(3))).isEqualTo("A 0 e0, B 0 e0, C 0 e0");
        assertThat(at(new AtPosition(4))).isEqualTo("A 1 e0, B 0 e0, C 0 e0");
        assertThat(at(new AtPosition(8))).isEqualTo("A 1 e0, B 1 e0, C 1 e0, D 5 e0");
        assertThat(at(new AtPosition(10))).isEqualTo("A 2 e0, B 1 e0, C 1 e0, D 5 e0");
        assertThat(at(new AtPosition(15))).isEqualTo("A 1 e1, B 0 e1, C 1 e0");
        assertThat(at(new AtPosition(17))).isEqualTo("A 9 e1, B 0 e1, C 1 e0");
        assertThat(at(new AtPosition(22))).isEqualTo("A 2 e2, B 1 e2, C 1 e0, D 5 e2");
        assertThat(at(new Now())).isEqualTo("A 1 e3, B 1 e2, C 1 e0, D 5 e2");
    }

    @Test
    void N07_before_and_after_the_rollbacks_and_at_the_checkpoints() {
        assertThat(at(new BeforeRollback(new RollbackId("rb-1")))).isEqualTo("A 2 e0, B 1 e0, C 1 e0, D 5 e0");
        assertThat(at(new AfterRollback(new RollbackId("rb-1")))).isEqualTo("A 1 e1, B 0 e1, C 1 e0");
        assertThat(at(new AtCheckpoint(new CheckpointId("a1")))).isEqualTo("A 1 e0, B 0 e0, C 0 e0");
        assertThat(at(new AtCheckpoint(new CheckpointId("a2")))).isEqualTo("A 2 e0, B 1 e0, C 1 e0, D 5 e0");
    }

    @Test
    void N07_a_position_inside_a_rollback_is_the_moment_before_it() {
        for (long inside = 11; inside < 15; inside++) {
            assertThat(page(new AtPosition(inside)).at().position()).isEqualTo(10);
        }
        assertThat(page(new AtPosition(13))).isEqualTo(page(new AtPosition(10)));
    }

    private String at(Moment moment) {
        return page(moment).items().stream()
                .map(WorkedExampleTest::told)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String told(TaskView task) {
        return "%s %s e%d"
                .formatted(task.taskId(), task.data().get("n").orElseThrow().asText(), task.epoch());
    }

    private TasksAtPage page(Moment moment) {
        return new TasksAt(store, new TaskStates(store))
                .find(new FindTasksAt(moment, List.of(), null, null, PageRequest.first(10)));
    }
}
