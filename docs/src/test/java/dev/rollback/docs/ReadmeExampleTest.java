package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.ComponentName;
import dev.rollback.api.RollbackView;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskManager;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class ReadmeExampleTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    @Test
    void the_example_does_what_it_says() {
        EngineOptions options = EngineOptions.defaults().withStore(StoreAddress.of(kind.address(directory), directory));
        // region readme
        try (RollbackEngine engine = RollbackEngine.open(options)) {
            TaskManager tasks = engine.tasks();
            tasks.register("deploy", "Deploy the shop");
            long epoch = tasks.start("deploy").epoch();
            tasks.withEpoch(epoch).merge("deploy", ComponentName.CACHE, Json.parse("{\"warm\": true}"));
            engine.checkpoints().create("deploy", "before the migration");

            tasks.withEpoch(epoch).merge("deploy", ComponentName.CACHE, Json.parse("{\"warm\": null}"));
            tasks.fail("deploy", "the migration lost a table"); // goes back to the checkpoint automatically

            RollbackView record = engine.rollbacks().history().get(0);
            System.out.println(record.rollbackId() + " " + record.status());
            System.out.println(tasks.find("deploy").orElseThrow().components());

            try {
                tasks.withEpoch(epoch).complete("deploy"); // the old worker does not know yet
            } catch (StaleEpochException stop) {
                System.out.println(stop.getMessage());
            }
        }
        // endregion
        try (RollbackEngine engine = RollbackEngine.open(options)) {
            assertThat(engine.tasks().find("deploy").orElseThrow().components())
                    .containsEntry(ComponentName.CACHE, Json.parse("{\"warm\":true}"));
            assertThat(engine.tasks().find("deploy").orElseThrow().epoch()).isEqualTo(1);
        }
    }
}
