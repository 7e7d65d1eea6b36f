package dev.rollback.docs;

import static dev.rollback.api.ComponentName.CONFIGURATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.HistoryManager;
import dev.rollback.api.Moment;
import dev.rollback.api.TaskBlameView.BlamedField;
import dev.rollback.api.TaskDiffView;
import dev.rollback.api.TaskManager;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryExampleTest {
    @TempDir
    Path directory;

    @Test
    void who_set_a_field_and_what_else_has_changed() {
        EngineOptions options =
                EngineOptions.defaults().withDirectory(directory).withActor("ann");
        try (RollbackEngine engine = RollbackEngine.open(options)) {
            TaskManager tasks = engine.tasks();
            tasks.register("deploy", "Deploy the shop");
            tasks.merge("deploy", CONFIGURATION, Json.parse("{\"limits\": {\"memory\": \"4g\"}}"));
            CheckpointId good = engine.checkpoints().create("deploy", "before the night");
            tasks.merge("deploy", CONFIGURATION, Json.parse("{\"limits\": {\"memory\": \"16g\"}}"));
            // region history
            HistoryManager history = engine.history();
            BlamedField memory = history.blame("deploy")
                    .field(CONFIGURATION, "/limits/memory")
                    .orElseThrow();
            System.out.println(memory.value() + " was set by " + memory.setBy().actor() + " at "
                    + memory.setBy().recordedAt());

            TaskDiffView since = history.diff("deploy", new Moment.AtCheckpoint(good));
            since.differences()
                    .forEach(changed -> System.out.println(
                            changed.path() + ": " + changed.before() + " became " + changed.after()));
            // endregion
            assertThat(memory.setBy().actor()).isEqualTo("ann");
            assertThat(memory.setBy().position()).isEqualTo(4);
            assertThat(since.differences()).hasSize(1);
        }
    }
}
