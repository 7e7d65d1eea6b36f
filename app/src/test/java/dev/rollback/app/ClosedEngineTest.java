package dev.rollback.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointManager;
import dev.rollback.api.Moment;
import dev.rollback.api.RollbackManager;
import dev.rollback.api.TaskManager;
import dev.rollback.app.stores.StoreAddress;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After it is closed. */
class ClosedEngineTest {
    @TempDir
    Path folder;

    @Test
    void every_call_says_that_the_engine_is_closed() {
        RollbackEngine engine = RollbackEngine.open(EngineOptions.defaults().withStore(StoreAddress.usual(folder)));
        TaskManager tasks = engine.tasks();
        CheckpointManager checkpoints = engine.checkpoints();
        RollbackManager rollbacks = engine.rollbacks();
        tasks.register("a", "A");
        engine.close();
        List<ThrowingCallable> calls = List.of(
                () -> tasks.start("a"),
                () -> tasks.find("a"),
                () -> checkpoints.create("a", "p"),
                rollbacks::history,
                () -> tasks.findAt("a", new Moment.AtPosition(1)));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the rollback engine is closed. Open another one on its store.");
        }
        engine.close(); // once more, as try-with-resources behind a close by hand does
    }
}
