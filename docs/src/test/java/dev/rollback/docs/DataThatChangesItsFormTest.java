package dev.rollback.docs;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.audit.VersionReport;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataThatChangesItsFormTest {
    @TempDir
    Path directory;

    @Test
    void a_checkpoint_of_the_former_version_is_restored_in_the_form_of_the_later_one() {
        CheckpointId former;
        EngineOptions options = EngineOptions.defaults().withDirectory(directory);
        try (RollbackEngine engine = RollbackEngine.open(options.withSchema(TaskStateSchema.of("1.0")))) {
            engine.tasks().register("letter", "Write to Ada");
            engine.tasks().replace("letter", TASK_STATE, Json.parse("{\"to\":\"Ada Lovelace\"}"));
            former = engine.checkpoints().create("letter", "addressed");
            engine.tasks().replace("letter", TASK_STATE, Json.parse("{\"to\":\"nobody\"}"));
        }
        // region schema
        TaskStateSchema schema = TaskStateSchema.of("2.0").with(1, "2.0", DataThatChangesItsFormTest::splitName);

        try (RollbackEngine engine = RollbackEngine.open(options.withSchema(schema))) {
            VersionReport report = engine.checkVersions();
            report.shown().forEach(refused -> System.out.println(refused.where() + ": " + refused.why()));

            engine.rollbacks().rollBack(former, "the address was right");
        }
        // endregion
        try (RollbackEngine engine = RollbackEngine.open(options)) {
            assertThat(engine.tasks().find("letter").orElseThrow().data())
                    .isEqualTo(Json.parse("{\"first\":\"Ada\",\"last\":\"Lovelace\"}"));
        }
    }

    // region migration
    /** Version 1 kept one name, version 2 keeps two. */
    static Map<ComponentName, Json> splitName(Map<ComponentName, Json> data) {
        Map<ComponentName, Json> migrated = new HashMap<>(data);
        if (data.containsKey(TASK_STATE)) {
            String[] names = data.get(TASK_STATE).node().path("to").asText().split(" ", 2);
            migrated.put(TASK_STATE, Json.of(Map.of("first", names[0], "last", names.length > 1 ? names[1] : "")));
        }
        return migrated;
    }
    // endregion
}
