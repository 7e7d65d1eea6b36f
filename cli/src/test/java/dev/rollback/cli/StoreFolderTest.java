package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores in folders: where {@code co} makes and finds them. */
class StoreFolderTest {
    @TempDir
    Path here;

    @Test
    void G01_init_makes_the_store_under_taskmaster_rollbacks_or_where_it_is_told() {
        co(here, "init").exits(0);
        assertThat(here.resolve(".taskmaster/rollbacks/store.db")).isRegularFile();
        co(here, "init", "--store", "elsewhere").exits(0);
        assertThat(here.resolve("elsewhere/store.db")).isRegularFile();
        co(here, "init").exits(0).prints("already");
    }

    @Test
    void G01_a_java_caller_gets_a_file_in_its_directory_for_its_owner_only() throws IOException {
        RollbackEngine.open(EngineOptions.defaults().withDirectory(here)).close();
        assertThat(Files.getPosixFilePermissions(here.resolve("store.db"))).hasSize(2);
    }

    @Test
    void without_a_store_it_says_how_to_make_one(@TempDir Path elsewhere) {
        co(elsewhere, "tasks", "list").exits(3).complains("co init");
        co(here, "init").exits(0);
        Path below = here.resolve("a/b");
        assertThat(below.toFile().mkdirs()).isTrue();
        co(below, "tasks", "list").exits(0);
    }

    @Test
    void the_configuration_file_names_the_store_from_its_own_folder() throws IOException {
        Path project = Files.createDirectories(here.resolve("project/deep/down"));
        Path config = here.resolve("project/orchestrator_config.json");
        Files.writeString(config, "{\"rollback_storage_dir\":\"kept\"}");
        co(project, "init").exits(0);
        assertThat(here.resolve("project/kept/store.db")).isRegularFile();
        assertThat(co(project, "tasks", "list", "-o", "id").exits(0).out()).isEmpty();
        Files.writeString(config, "{\"rollback_storage_dir\":7}");
        co(project, "status").exits(2).complains("orchestrator_config.json", "/rollback_storage_dir");
        Files.writeString(config, "{\"rollback_storage_dir\":");
        co(project, "status").exits(2).complains("orchestrator_config.json:1:");
    }

    @Test
    void a_store_is_named_by_option_before_environment_before_the_nearest_folder() {
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", "t").exits(0);
        co(here, "init", "--store", "one").exits(0);
        co(here, "init", "--store", "two").exits(0);
        co(here, "tasks", "register", "only-in-one", "--title", "t", "--store", "one")
                .exits(0);
        Map<String, String> one = Map.of("CO_STORE", "one");
        assertThat(with(here, one, "tasks", "list", "-o", "id").out()).isEqualTo("only-in-one\n");
        assertThat(with(here, one, "--store", "two", "tasks", "list", "-o", "id")
                        .out())
                .isEmpty();
        assertThat(with(here, Map.of(), "tasks", "list", "-o", "id").out()).isEqualTo("A\n");
        with(here, Map.of("CO_STORE", "none"), "tasks", "list").exits(3).complains("co init");
    }

    @Test
    void an_empty_store_file_is_not_taken_for_an_empty_store() throws IOException {
        Files.createDirectories(here.resolve("cut"));
        Files.createFile(here.resolve("cut/store.db"));
        co(here, "tasks", "list", "--store", "cut").exits(5).complains("is empty");
        assertThat(Files.size(here.resolve("cut/store.db"))).isZero();
    }
}
