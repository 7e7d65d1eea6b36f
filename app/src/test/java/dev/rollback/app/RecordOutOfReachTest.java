package dev.rollback.app;

import static dev.rollback.api.ComponentName.CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordOutOfReachTest {
    @TempDir
    Path here;

    private final AtomicBoolean viewsAreStuck = new AtomicBoolean();

    @Test
    void a_rollback_that_is_done_is_not_told_as_refused_where_its_record_cannot_be_read() {
        EngineOptions options = EngineOptions.defaults().withDirectory(here);
        try (RollbackEngine engine =
                RollbackEngine.on(stuck(Stores.create(options.store(), Map.of(), InstantSource.system())), options)) {
            engine.tasks().register("A", "Alpha");
            CheckpointId checkpoint = engine.checkpoints().create("A", "before");
            engine.tasks().merge("A", CACHE, Json.parse("{\"n\":2}"));
            viewsAreStuck.set(true);
            assertThatThrownBy(() -> engine.rollbacks().rollBack(checkpoint, "x"))
                    .isInstanceOfSatisfying(RefusedException.class, e -> {
                        assertThat(e.code()).isEqualTo(RefusalCode.STORE_UNAVAILABLE);
                        assertThat(e.remedy().orElseThrow().action()).isEqualTo(Remedy.Action.SHOW_ROLLBACK);
                    })
                    .hasMessageMatching("rollback rb-\\S+ is done, only its record cannot be shown yet: busy\\.");
            viewsAreStuck.set(false);
            assertThat(engine.rollbacks().history())
                    .extracting(RollbackView::status)
                    .containsExactly(RollbackStatus.SUCCESS);
        }
    }

    @Test
    void that_a_busy_store_keeps_the_views_back_is_logged_in_one_line() {
        EngineOptions options = EngineOptions.defaults().withDirectory(here);
        try (Lines lines = new Lines(Map.of());
                RollbackEngine engine = RollbackEngine.on(
                        stuck(Stores.create(options.store(), Map.of(), InstantSource.system())), options)) {
            viewsAreStuck.set(true);
            engine.tasks().register("A", "Alpha");
            String follower = "dev.rollback.projections.ViewFollower";
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !lines.of(follower).isEmpty());
            viewsAreStuck.set(false);
            assertThat(lines.of(follower))
                    .containsExactly("the views cannot be advanced, trying again every 500 ms: busy.");
        }
    }

    /** The same store, whose views cannot be advanced while they are stuck. */
    private Store stuck(Store store) {
        return (Store) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Store.class}, (self, method, arguments) -> {
                    if (method.getName().equals("write") && viewsAreStuck.get()) {
                        throw new RefusedException(RefusalCode.STORE_UNAVAILABLE, "busy.");
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
