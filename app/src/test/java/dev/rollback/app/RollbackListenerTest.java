package dev.rollback.app;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackListener;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.axonframework.common.Registration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.slf4j.LoggerFactory;

/** Who is told of rollbacks. */
@OnEveryStore
class RollbackListenerTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private RollbackEngine engine;

    @BeforeEach
    void open() {
        engine = another();
        engine.tasks().register("A", "Alpha");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private final class Telling implements RollbackListener {
        @Override
        public void before(RollBack rollback, List<CheckpointView> checkpoints) {
            told.add("before " + rollback.note() + " to " + phases(checkpoints));
            assertThat(engine.rollbacks().find(rollback.rollbackId())).isEmpty();
        }

        @Override
        public void after(RollbackView record, List<CheckpointView> checkpoints) {
            told.add("after " + record.note() + " to " + phases(checkpoints) + ": " + record.status() + " "
                    + record.tasks().size());
        }

        @Override
        public void failed(RollBack rollback, List<CheckpointView> checkpoints, RefusedException why) {
            told.add("failed " + rollback.note() + ": " + why.code());
        }

        private List<String> phases(List<CheckpointView> checkpoints) {
            return checkpoints.stream().map(CheckpointView::phase).toList();
        }
    }

    @Test
    void G13_is_told_before_and_after_with_record_and_checkpoint() {
        CheckpointId checkpoint = moved();
        engine.listen(new Telling());
        engine.rollbacks().rollBack(checkpoint, "why");
        assertThat(told).containsExactly("before why to [good]", "after why to [good]: SUCCESS 1");
    }

    @Test
    void G13_is_told_of_what_was_refused() {
        engine.listen(new Telling());
        assertThatThrownBy(() -> engine.rollbacks().rollBack(new CheckpointId("cp-none"), "why"))
                .isInstanceOf(RefusedException.class);
        assertThat(told).containsExactly("before why to []", "failed why: NOT_FOUND");
    }

    @Test
    void G13_is_told_of_what_happens_by_itself() {
        engine.tasks()
                .send(new RegisterTask(new TaskId("B"), "Beta", List.of(), null, new TaskPolicy(true, true, false)));
        engine.listen(new Telling());
        engine.tasks().fail("B", "boom");
        engine.tasks().reopen("B");
        engine.checkpoints().create("B", "good");
        engine.tasks().fail("B", "again");
        assertThat(told)
                .containsExactly(
                        "before task B failed: boom to []",
                        "failed task B failed: boom: NOT_FOUND",
                        "before task B failed: again to [good]",
                        "after task B failed: again to [good]: SUCCESS 1");
    }

    @Test
    void G13_one_that_throws_changes_nothing_and_keeps_nobody_from_being_told() {
        CheckpointId checkpoint = moved();
        engine.listen(new RollbackListener() {
            @Override
            public void before(RollBack rollback, List<CheckpointView> checkpoints) {
                throw new IllegalStateException("I would rather not");
            }

            @Override
            public void after(RollbackView record, List<CheckpointView> checkpoints) {
                throw new AssertionError("nor now");
            }

            @Override
            public void failed(RollBack rollback, List<CheckpointView> checkpoints, RefusedException why) {
                throw new IllegalStateException("nor then");
            }
        });
        engine.listen(new Telling());
        assertThat(engine.rollbacks().rollBack(checkpoint, "why").status()).isEqualTo(RollbackStatus.SUCCESS);
        assertThat(engine.tasks().find("A").orElseThrow().data()).isEqualTo(Json.EMPTY_OBJECT);
        assertThatThrownBy(() -> engine.rollbacks().rollBack(new CheckpointId("cp-none"), "no"))
                .isInstanceOf(RefusedException.class);
        assertThat(engine.rollbacks().history()).hasSize(2);
        assertThat(told).hasSize(4);
    }

    @Test
    void what_one_throws_is_logged_without_its_words() {
        CheckpointId checkpoint = moved();
        Logger logger = (Logger) LoggerFactory.getLogger("rollback.listeners");
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        logger.addAppender(heard);
        try {
            engine.listen(new RollbackListener() {
                @Override
                public void after(RollbackView record, List<CheckpointView> checkpoints) {
                    throw new IllegalStateException("what a task holds");
                }
            });
            engine.rollbacks().rollBack(checkpoint, "why");
        } finally {
            logger.detachAppender(heard);
        }
        assertThat(heard.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getThrowableProxy().getMessage())
                        .isEqualTo("java.lang.IllegalStateException"));
    }

    @Test
    void G13_one_that_was_taken_away_is_told_no_more() {
        CheckpointId checkpoint = moved();
        Registration registration = engine.listen(new Telling());
        registration.cancel();
        engine.rollbacks().rollBack(checkpoint, "why");
        assertThat(told).isEmpty();
    }

    @Test
    void one_may_use_the_engine_itself() {
        CheckpointId checkpoint = moved();
        engine.listen(new RollbackListener() {
            @Override
            public void before(RollBack rollback, List<CheckpointView> checkpoints) {
                engine.tasks().merge("A", TASK_STATE, Json.parse("{\"before\":true}"));
            }

            @Override
            public void after(RollbackView record, List<CheckpointView> checkpoints) {
                engine.tasks().merge("A", TASK_STATE, Json.parse("{\"after\":true}"));
            }
        });
        engine.rollbacks().rollBack(checkpoint, "why");
        assertThat(engine.tasks().find("A").orElseThrow().data()).isEqualTo(Json.parse("{\"after\":true}"));
    }

    private CheckpointId moved() {
        CheckpointId checkpoint = engine.checkpoints().create("A", "good");
        engine.tasks().merge("A", TASK_STATE, Json.parse("{\"n\":2}"));
        return checkpoint;
    }

    private RollbackEngine another() {
        return RollbackEngine.open(EngineOptions.defaults().withStore(StoreAddress.of(kind.address(here), here)));
    }
}
