package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RollbackView;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.settings.Setting;
import dev.rollback.app.settings.Settings;
import dev.rollback.store.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code orchestrator_config.json}, the environment and the options, as a person meets them. */
class ConfigurationTest {
    /** The person's word for a file that names a store elsewhere. */
    private static final Map<String, String> NAMED = Map.of("CO_CONFIG", Settings.FILE_NAME);

    @TempDir
    Path here;

    @Test
    void G19_shows_every_setting_with_its_value_where_that_comes_from_and_whether_it_works() throws IOException {
        configure("""
                {"name": "shop", "rollback_storage_dir": "kept", "rollback_on_failure": true,
                 "rollback": {"max_checkpoints": 20, "checkpoint_dir": ".checkpoints"}}
                """);
        CoRun shown = with(here, Map.of("CO_MAX_ROLLBACK_HISTORY", "5"), "config", "show", "--actor", "bob")
                .exits(0);
        assertThat(rows(shown))
                .containsExactly(
                        "SETTING|VALUE|FROM|EFFECT",
                        "config|HERE/orchestrator_config.json|found|yes",
                        "rollback_storage_dir|HERE/kept|orchestrator_config.json|yes",
                        "max_rollback_history|5|CO_MAX_ROLLBACK_HISTORY|yes",
                        "actor|bob|--actor|yes",
                        "rollback_on_failure|true|orchestrator_config.json|yes",
                        "rollback.enabled|true|default|yes",
                        "rollback.checkpoint_dir|.checkpoints|orchestrator_config.json|"
                                + "accepted, no effect: checkpoints are kept in the store",
                        "rollback.max_checkpoints|20|orchestrator_config.json|yes",
                        "rollback.auto_checkpoint|false|default|yes",
                        "rollback.checkpoint_on_task_completion|true|default|yes",
                        "rollback.checkpoint_on_error|true|default|yes",
                        "rollback.checkpoint_interval_minutes|30|default|yes");
        assertThat(here).isDirectoryContaining(file -> file.endsWith("orchestrator_config.json"));
        assertThat(here.resolve("kept")).doesNotExist();
    }

    @Test
    void G19_shows_the_same_to_programs() throws IOException {
        configure("{\"rollback\":{\"max_checkpoints\":20}}");
        JsonNode answer =
                co(here, "config", "show", "-o", "json").exits(0).json().node();
        assertThat(answer.get("kind").asText()).isEqualTo("settings");
        assertThat(answer.get("items"))
                .filteredOn(item -> item.get("setting").asText().equals("rollback.max_checkpoints"))
                .singleElement()
                .hasToString("{\"setting\":\"rollback.max_checkpoints\",\"value\":20,"
                        + "\"origin\":{\"source\":\"FILE\",\"name\":\"%s\"},\"effect\":\"IN_EFFECT\"}"
                                .formatted(here.resolve("orchestrator_config.json")));
        List<String> names = StreamSupport.stream(answer.get("items").spliterator(), false)
                .map(item -> item.get("setting").asText())
                .toList();
        assertThat(co(here, "config", "show", "-o", "id").exits(0).out().lines())
                .isEqualTo(names)
                .containsAll(Setting.all().stream().map(Setting::key).toList());
        assertThat(co(here, "config", "show", "-o", "jsonl").exits(0).out().lines())
                .hasSameSizeAs(names)
                .allSatisfy(line -> assertThat(Json.parse(line).isObject()).isTrue());
    }

    @Test
    void shows_where_the_store_is_if_nobody_says_it() throws IOException {
        assertThat(rows(co(here, "config", "show").exits(0)))
                .contains("config|-|default|yes", "rollback_storage_dir|HERE/.taskmaster/rollbacks|default|yes");
        co(here, "init").exits(0);
        Path below = Files.createDirectories(here.resolve("a/b"));
        assertThat(rows(co(below, "config", "show").exits(0)))
                .contains("rollback_storage_dir|HERE/.taskmaster/rollbacks|found|yes");
    }

    @Test
    void G19_bad_values_are_refused_by_every_command_before_anything_is_written() throws IOException {
        configure("{\"rollback_storage_dir\":\"kept\",\"max_rollback_history\":0,\"rollback\":{\"max_checkpoint\":5}}");
        for (List<String> command : List.of(
                List.of("init"),
                List.of("init", "--store", "other"),
                List.of("status"),
                List.of("tasks", "register", "A", "--title", "t", "--store", "other"),
                List.of("config", "show"))) {
            co(here, command.toArray(String[]::new))
                    .exits(2)
                    .complains(
                            "co: 2 settings cannot be used. Nothing was written.",
                            "orchestrator_config.json: /max_rollback_history must be a whole number from 1 to 10000, not 0.",
                            "/rollback/max_checkpoint is unknown; did you mean /rollback/max_checkpoints?");
        }
        assertThat(here).isDirectoryNotContaining(file -> !file.endsWith("orchestrator_config.json"));
    }

    @Test
    void a_bad_value_in_the_environment_is_refused_with_its_variable() {
        with(here, Map.of("CO_MAX_ROLLBACK_HISTORY", "many"), "init")
                .exits(2)
                .complains("co: CO_MAX_ROLLBACK_HISTORY must be a whole number from 1 to 10000, not \"many\".");
        with(here, Map.of("CO_CONFIG", "none.json"), "init").exits(2).complains("CO_CONFIG: ", "there is no such file");
        assertThat(here).isEmptyDirectory();
    }

    @Test
    void another_file_is_named_by_option_or_environment() throws IOException {
        configure("{\"max_rollback_history\":\"broken\"}");
        Path other = Files.createDirectories(here.resolve("conf"));
        Files.writeString(other.resolve("co.json"), "{\"rollback_storage_dir\":\"kept\"}");
        co(here, "init", "--config", "conf/co.json").exits(0);
        assertThat(other.resolve("kept/store.db")).isRegularFile();
        Map<String, String> environment = Map.of("CO_CONFIG", "conf/co.json");
        with(here, environment, "tasks", "list").exits(0);
        assertThat(rows(with(here, environment, "config", "show")))
                .contains(
                        "config|HERE/conf/co.json|CO_CONFIG|yes",
                        "rollback_storage_dir|HERE/conf/kept|conf/co.json|yes");
        assertThat(rows(with(here, Map.of("CO_CONFIG", "none"), "config", "show", "--config", "conf/co.json")))
                .contains("config|HERE/conf/co.json|--config|yes");
    }

    @Test
    void who_asks_is_an_option_before_the_environment_before_the_user() {
        co(here, "init").exits(0);
        Map<String, String> bob = Map.of("CO_ACTOR", "bob");
        with(here, bob, "tasks", "register", "A", "--title", "t").exits(0);
        with(here, bob, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-bob")
                .exits(0);
        with(here, bob, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-cleo", "--actor", "cleo")
                .exits(0);
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-user")
                .exits(0);
        assertThat(creator("cp-bob")).isEqualTo("bob");
        assertThat(creator("cp-cleo")).isEqualTo("cleo");
        assertThat(creator("cp-user")).isEqualTo(System.getProperty("user.name"));
    }

    @ParameterizedTest
    @EnumSource
    void P07_a_history_limit_of_5_shows_the_newest_5_of_10_and_the_log_keeps_10(StoreKind kind) throws IOException {
        String store = kind.address(here.resolve("kept"));
        Path file = configure("{\"rollback_storage_dir\":\"%s\",\"max_rollback_history\":5}".formatted(store));
        try (RollbackEngine engine = RollbackEngine.open(EngineOptions.fromFile(file))) {
            rollBackTimes(engine, 10);
            assertThat(engine.rollbacks().history())
                    .extracting(RollbackView::note)
                    .containsExactly("10", "9", "8", "7", "6");
            assertThat(engine.rollbacks().history("A")).hasSize(5);
        }
        CoRun history = with(here, NAMED, "rollback", "history").exits(0);
        assertThat(history.out().lines().skip(1)).hasSize(5).first().asString().endsWith(" 10");
        history.complains("5 of 10 shown; --limit shows more.");
        assertThat(ids(NAMED, "--limit", "10000")).hasSize(10);
        assertThat(ids(NAMED, "--limit", "7")).hasSize(7);
        assertThat(ids(NAMED, "--task-id", "A")).hasSize(5);
        Map<String, String> three = Map.of("CO_MAX_ROLLBACK_HISTORY", "3", "CO_CONFIG", Settings.FILE_NAME);
        assertThat(ids(three)).hasSize(3).isEqualTo(ids(NAMED, "--limit", "3"));
        assertThat(ids(three, "--limit", "4")).hasSize(4);
        co(here, "rollback", "history", "--limit", "0").exits(2);
        Files.delete(file);
        assertThat(ids(Map.of("CO_STORE", store))).hasSize(10);
    }

    @Test
    void a_word_is_said_of_a_key_that_merely_begins_like_ours() throws IOException {
        configure("{\"rollback_webhook\":\"x\"}");
        CoRun init = co(here, "init").exits(0).complains("warning: ", "/rollback_webhook is unknown and left alone");
        assertThat(init.err().lines()).hasSize(1);
    }

    @Test
    void a_password_is_neither_accepted_in_an_address_nor_shown() throws IOException {
        configure("{\"rollback_storage_dir\":\"jdbc:postgresql://ann:s3cret@db/shop\"}");
        assertThat(co(here, "config", "show").exits(2).complains("PGPASSWORD").err())
                .doesNotContain("s3cret");
        Map<String, String> environment = Map.of("CO_STORE", "jdbc:postgresql://db/shop?password=s3cret");
        Files.delete(here.resolve("orchestrator_config.json"));
        assertThat(with(here, environment, "config", "show")
                        .exits(2)
                        .complains("CO_STORE")
                        .err())
                .doesNotContain("s3cret");
        configure("{\"rollback\":{\"checkpoint_dir\":\"https://ann:s3cret@files/\"}}");
        assertThat(co(here, "config", "show", "-o", "json")
                        .exits(0)
                        .prints("https://***@files/")
                        .out())
                .doesNotContain("s3cret");
        configure("{\"rollback_storage_dir\":\"jdbc:postgresql://db:5432/shop?currentSchema=plans\"}");
        co(here, "config", "show").exits(0).prints("jdbc:postgresql://db:5432/shop?currentSchema=plans");
    }

    @Test
    void the_demo_and_the_help_work_under_any_configuration() throws IOException {
        configure("{\"rollback_storage_dir\":\"kept\",\"max_rollback_history\":0}");
        assertThat(with(here, Map.of("CO_CONFIG", "none"), "demo").exits(0).out())
                .contains("$ co init\nMade a store");
        co(here, "config").exits(2).complains("show");
        co(here, "help").exits(0);
        assertThat(here.resolve("kept")).doesNotExist();
    }

    private List<String> ids(Map<String, String> environment, String... more) {
        String[] command = Stream.concat(Stream.of("rollback", "history", "-o", "id"), Stream.of(more))
                .toArray(String[]::new);
        return with(here, environment, command).exits(0).out().lines().toList();
    }

    private String creator(String checkpoint) {
        JsonNode answer = co(here, "checkpoints", "show", checkpoint, "-o", "json")
                .exits(0)
                .json()
                .node();
        return answer.get("item").get("createdBy").asText();
    }

    private static void rollBackTimes(RollbackEngine engine, int times) {
        engine.tasks().register("A", "Alpha");
        CheckpointId checkpoint = engine.checkpoints().create("A", "before");
        for (int i = 1; i <= times; i++) {
            engine.tasks().replace("A", ComponentName.CACHE, Json.of(Map.of("n", i)));
            engine.rollbacks().rollBack(checkpoint, String.valueOf(i));
        }
    }

    /** The lines of a table, cells between bars. */
    private List<String> rows(CoRun run) {
        return run.out()
                .lines()
                .map(line -> line.strip().replaceAll(" {2,}", "|").replace(here.toString(), "HERE"))
                .toList();
    }

    private Path configure(String content) throws IOException {
        return Files.writeString(here.resolve("orchestrator_config.json"), content);
    }
}
