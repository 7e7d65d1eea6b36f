package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.RollbackView;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationExampleTest {
    @TempDir
    Path directory;

    @Test
    void an_engine_is_opened_as_its_file_says() throws IOException {
        Path file = Files.writeString(
                directory.resolve("orchestrator_config.json"),
                "{\"rollback_storage_dir\":\"kept\",\"max_rollback_history\":20}");
        // region configured
        EngineOptions options = EngineOptions.fromFile(file).withActor("nightly build");
        try (RollbackEngine engine = RollbackEngine.open(options)) {
            List<RollbackView> newest = engine.rollbacks().history();
            System.out.println(newest.size() + " of at most " + options.historyLimit());
        }
        // endregion
        assertThat(options.historyLimit()).isEqualTo(20);
        assertThat(directory.resolve("kept/store.db")).isRegularFile();
    }
}
