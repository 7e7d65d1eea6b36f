package dev.rollback.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.settings.Origin.Source;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.app.stores.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What can be set, where, and what is said of what does not fit. */
class SettingsTest {
    private static final String EVERY_KEY = """
            {
              "rollback_storage_dir": "kept",
              "rollback_on_failure": true,
              "max_rollback_history": 7,
              "rollback": {
                "enabled": false,
                "checkpoint_dir": ".checkpoints",
                "max_checkpoints": 20,
                "auto_checkpoint": true,
                "checkpoint_on_task_completion": false,
                "checkpoint_on_error": false,
                "checkpoint_interval_minutes": 5
              }
            }
            """;

    /** For each key of the file something else than the default, and another, as the file has them. */
    private static final Map<Setting<?>, List<String>> FITTING = fitting();

    @TempDir
    Path here;

    private static Map<Setting<?>, List<String>> fitting() {
        Map<Setting<?>, List<String>> fitting = new LinkedHashMap<>();
        fitting.put(Setting.STORE, List.of("\"kept\"", "\"other\""));
        fitting.put(Setting.MAX_ROLLBACK_HISTORY, List.of("1", "10000"));
        fitting.put(Setting.ROLLBACK_ON_FAILURE, List.of("true", "false"));
        fitting.put(Setting.ROLLBACK_ENABLED, List.of("false", "true"));
        fitting.put(Setting.CHECKPOINT_DIR, List.of("\".checkpoints\"", "\"/somewhere\""));
        fitting.put(Setting.MAX_CHECKPOINTS, List.of("1", "1000000"));
        fitting.put(Setting.AUTO_CHECKPOINT, List.of("true", "false"));
        fitting.put(Setting.CHECKPOINT_ON_TASK_COMPLETION, List.of("false", "true"));
        fitting.put(Setting.CHECKPOINT_ON_ERROR, List.of("false", "true"));
        fitting.put(Setting.CHECKPOINT_INTERVAL, List.of("1", "525600"));
        return fitting;
    }

    @Test
    void G19_every_key_of_the_file_is_read_and_typed() throws IOException {
        EngineOptions options = EngineOptions.fromFile(write(EVERY_KEY));
        assertThat(options.store()).isEqualTo(new Folder(here.resolve("kept")));
        assertThat(options.historyLimit()).isEqualTo(7);
        assertThat(options.rollback())
                .isEqualTo(new RollbackSettings(false, true, 20, true, true, false, false, Duration.ofMinutes(5)));
        assertThat(load(Map.of(), Map.of()).get(Setting.CHECKPOINT_DIR)).contains(".checkpoints");
    }

    @Test
    void G19_what_no_key_says_is_as_the_guide_has_it() throws IOException {
        EngineOptions options = EngineOptions.fromFile(write("{\"name\":\"shop\",\"rollback\":{}}"));
        assertThat(options).isEqualTo(EngineOptions.defaults());
        assertThat(options.historyLimit()).isEqualTo(100);
        assertThat(options.rollback().maxCheckpoints()).isEqualTo(50);
        assertThat(options.rollback().limitsAll()).isFalse();
        assertThat(options.rollback().checkpointInterval()).isEqualTo(Duration.ofMinutes(30));
        assertThat(options.rollback().enabled()).isTrue();
        assertThat(options.rollback().onFailure()).isNull();
        assertThat(options.rollback().autoCheckpoint()).isFalse();
    }

    @Test
    void G19_a_bad_value_of_any_key_is_refused_with_its_path() throws IOException {
        assertThat(FITTING.keySet()).containsExactlyElementsOf(Setting.ofFile().toList());
        for (Setting<?> setting : FITTING.keySet()) {
            for (String bad : bad(setting)) {
                assertRefused(saying(setting, bad))
                        .as("%s: %s", setting, bad)
                        .hasMessageContaining(
                                "%s: /%s must ", file(), setting.key().replace('.', '/'))
                        .hasMessageEndingWith(". Nothing was written.");
            }
        }
    }

    private static List<String> bad(Setting<?> setting) {
        Object standard = setting.standard();
        List<String> bad = Stream.of("null", "[]", "{}", "\"\"", "\" \"").toList();
        if (standard instanceof Boolean) {
            return with(bad, "\"true\"", "1", "0");
        } else if (standard instanceof Integer || standard instanceof Duration) {
            return with(bad, "0", "-1", "2.5", "5.0", "\"5\"", "true", "1000001", "99999999999999999999", "1e400");
        }
        return with(bad, "7", "true");
    }

    private static List<String> with(List<String> some, String... others) {
        return Stream.concat(some.stream(), Stream.of(others)).toList();
    }

    @Test
    void G19_all_that_is_bad_is_said_at_once() throws IOException {
        write("{\"max_rollback_history\":0,\"rollback\":{\"enabled\":\"yes\",\"max_checkpoint\":3}}");
        assertThatThrownBy(() -> load(Map.of("CO_ACTOR", " "), Map.of("--store", "~/x")))
                .hasMessage("""
                        5 settings cannot be used. Nothing was written.
                          FILE: /rollback/max_checkpoint is unknown; did you mean /rollback/max_checkpoints?
                          --store must name a folder by its whole path: '~' stands for nothing here.
                          FILE: /max_rollback_history must be a whole number from 1 to 10000, not 0.
                          CO_ACTOR must be somebody's name: an actor must not be blank.
                          FILE: /rollback/enabled must be true or false, not "yes".""".replace("FILE", file().toString()));
    }

    @Test
    void an_option_wins_over_the_environment_that_over_the_file_and_that_over_the_default() throws IOException {
        for (Setting<?> setting : FITTING.keySet()) {
            String one = FITTING.get(setting).get(0);
            String other = FITTING.get(setting).get(1);
            Files.deleteIfExists(file());
            assertThat(source(setting, Map.of())).isEqualTo(Origin.DEFAULT);
            write(saying(setting, one));
            assertThat(shown(setting, Map.of())).isEqualTo(expected(setting, one));
            assertThat(source(setting, Map.of())).isEqualTo(new Origin(Source.FILE, file().toString()));
            Map<String, String> environment =
                    Map.of(setting.variable(), Json.parse(other).asText());
            assertThat(shown(setting, environment)).isEqualTo(expected(setting, other));
            assertThat(source(setting, environment)).isEqualTo(new Origin(Source.ENVIRONMENT, setting.variable()));
            assertThat(source(setting, Map.of(setting.variable(), "")).source()).isEqualTo(Source.FILE);
        }
        write("{\"rollback_storage_dir\":\"kept\"}");
        Map<String, String> environment = Map.of("CO_STORE", "other", "CO_ACTOR", "bob");
        Settings settings = load(environment, Map.of("--store", "third", "--actor", "cleo"));
        assertThat(settings.get(Setting.STORE)).isEqualTo(new Folder(here.resolve("third")));
        assertThat(settings.origin(Setting.STORE)).isEqualTo(new Origin(Source.OPTION, "--store"));
        assertThat(settings.get(Setting.ACTOR)).isEqualTo("cleo");
        assertThat(load(environment, Map.of()).get(Setting.ACTOR)).isEqualTo("bob");
    }

    @Test
    void the_persons_own_configuration_wins_over_the_default_and_everything_else_over_it() throws IOException {
        Map<String, String> home = Map.of("HOME", here.toString());
        Path own = Files.createDirectories(here.resolve(".config/co")).resolve("config.json");
        for (Setting<?> setting : FITTING.keySet()) {
            String one = FITTING.get(setting).get(0);
            String other = FITTING.get(setting).get(1);
            Files.deleteIfExists(file());
            Files.deleteIfExists(own);
            assertThat(source(setting, home)).as("%s", setting).isEqualTo(Origin.DEFAULT);
            Files.writeString(own, saying(setting, one));
            assertThat(source(setting, home)).isEqualTo(new Origin(Source.USER, own.toString()));
            assertThat(shown(setting, home)).isEqualTo(expected(setting, one, own.getParent()));
            write(saying(setting, other));
            assertThat(source(setting, home)).isEqualTo(new Origin(Source.FILE, file().toString()));
            assertThat(shown(setting, home)).isEqualTo(expected(setting, other));
            Files.delete(file());
            Map<String, String> environment = new HashMap<>(home);
            environment.put(setting.variable(), Json.parse(other).asText());
            assertThat(source(setting, environment)).isEqualTo(new Origin(Source.ENVIRONMENT, setting.variable()));
            assertThat(shown(setting, environment)).isEqualTo(expected(setting, other));
            setting.option()
                    .ifPresent(option -> assertThat(
                                    load(environment, Map.of(option, "third")).origin(setting))
                            .isEqualTo(new Origin(Source.OPTION, option)));
        }
    }

    @Test
    void a_store_that_is_found_upwards_is_nearer_than_the_persons_own_and_further_than_what_is_said()
            throws IOException {
        Map<String, String> home = Map.of("HOME", here.toString());
        Path own = Files.createDirectories(here.resolve(".config/co")).resolve("config.json");
        Files.writeString(own, "{\"rollback_storage_dir\":\"mine\"}");
        Stores.create(StoreAddress.usual(here), Map.of(), InstantSource.system())
                .close();
        assertThat(load(home, Map.of()).get(Setting.STORE)).isEqualTo(StoreAddress.usual(here));
        assertThat(source(Setting.STORE, home)).isEqualTo(Origin.FOUND);
        write("{\"rollback_storage_dir\":\"kept\"}");
        assertThat(load(home, Map.of()).get(Setting.STORE)).isEqualTo(new Folder(here.resolve("kept")));
    }

    @Test
    void a_bad_value_is_refused_also_where_something_stronger_was_said() throws IOException {
        write("{\"max_rollback_history\":0}");
        assertThatThrownBy(() -> load(Map.of("CO_MAX_ROLLBACK_HISTORY", "5"), Map.of()))
                .hasMessageContaining("/max_rollback_history");
    }

    @Test
    void a_bad_value_in_the_environment_is_refused_with_its_variable() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("CO_STORE", " ");
        bad.put("CO_MAX_ROLLBACK_HISTORY", "many");
        bad.put("CO_ACTOR", " ann");
        bad.put("CO_ROLLBACK_ON_FAILURE", "yes");
        bad.put("CO_ROLLBACK_ENABLED", "1");
        bad.put("CO_ROLLBACK_CHECKPOINT_DIR", " ");
        bad.put("CO_ROLLBACK_MAX_CHECKPOINTS", "1.5");
        bad.put("CO_ROLLBACK_AUTO_CHECKPOINT", "on");
        bad.put("CO_ROLLBACK_CHECKPOINT_ON_TASK_COMPLETION", "nope");
        bad.put("CO_ROLLBACK_CHECKPOINT_ON_ERROR", "[]");
        bad.put("CO_ROLLBACK_CHECKPOINT_INTERVAL_MINUTES", "030");
        assertThat(bad.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Setting.all().stream().map(Setting::variable).toList());
        bad.forEach((variable, value) -> assertThatThrownBy(() -> load(Map.of(variable, value), Map.of()))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(variable + " must "));
        assertThat(load(Map.of("CO_ROLLBACK_ENABLED", "FALSE"), Map.of()).get(Setting.ROLLBACK_ENABLED))
                .isFalse();
    }

    @Test
    void a_misspelt_key_is_refused_and_the_nearest_named() throws IOException {
        Map<String, String> meant = new LinkedHashMap<>();
        meant.put("{\"rollback\":{\"max_checkpoint\":1}}", "/rollback/max_checkpoints");
        meant.put("{\"rollback\":{\"maxCheckpoints\":1}}", "/rollback/max_checkpoints");
        meant.put("{\"rollback\":{\"enalbed\":true}}", "/rollback/enabled");
        meant.put("{\"rollback\":{\"checkpoint_interval\":1}}", "/rollback/checkpoint_interval_minutes");
        meant.put("{\"rollback\":{\"on_error\":true}}", "/rollback/checkpoint_on_error");
        meant.put("{\"rollback\":{\"max_rollback_history\":1}}", "/max_rollback_history");
        meant.put("{\"rollback_storage_dri\":\"x\"}", "/rollback_storage_dir");
        meant.put("{\"rollbackOnFailure\":true}", "/rollback_on_failure");
        meant.put("{\"max-rollback-history\":1}", "/max_rollback_history");
        meant.put("{\"rollback_enabled\":true}", "/rollback/enabled");
        meant.put("{\"rollback.enabled\":true}", "/rollback/enabled");
        meant.put("{\"rolback\":{\"enabled\":true}}", "/rollback");
        for (Map.Entry<String, String> entry : meant.entrySet()) {
            assertRefused(entry.getKey())
                    .as(entry.getKey())
                    .hasMessageContaining("is unknown; did you mean %s?", entry.getValue());
        }
        assertRefused("{\"rollback\":{\"a/b~\":1}}")
                .hasMessageContaining("/rollback/a~1b~0 is unknown; what can be set there is enabled, ");
        assertRefused("{\"rollback\":{\"a\\nb\":1}}").hasMessageContaining("/rollback/a\\nb is unknown");
        assertRefused("{\"rollback\":{\"%s\":1}}".formatted("x".repeat(10_000)))
                .message()
                .hasSizeLessThan(500 + here.toString().length());
    }

    @Test
    void what_belongs_to_others_is_left_alone() throws IOException {
        write("""
                {
                  "name": "shop", "agents": [{"max_checkpoint": 1}], "callback": {"url": "x"}, "rollbacks": [],
                  "checkpoint_dir": 7, "enabled": "yes", "storage": {"rollback_storage_dri": 1},
                  "rollback": {"_comment": "ours", "$schema": "x", "//": "y"}
                }
                """);
        assertThat(load(Map.of(), Map.of()).warnings()).isEmpty();
    }

    @Test
    void a_key_that_merely_begins_like_ours_is_worth_a_word() throws IOException {
        write("{\"rollback_webhook\":\"x\",\"max_rollbacks\":3}");
        assertThat(load(Map.of(), Map.of()).warnings())
                .satisfiesExactly(
                        one -> assertThat(one).contains("/rollback_webhook is unknown and left alone"),
                        other -> assertThat(other).contains("/max_rollbacks is unknown and left alone"));
    }

    @Test
    void a_java_caller_finds_that_word_in_the_log() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger("rollback.settings");
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        logger.addAppender(heard);
        try {
            EngineOptions.fromFile(write("{\"rollback_webhook\":\"x\"}"));
        } finally {
            logger.detachAppender(heard);
        }
        assertThat(heard.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).contains("/rollback_webhook is unknown");
        });
    }

    @Test
    void a_java_caller_can_have_what_co_would_use() throws Exception {
        write("{\"rollback_storage_dir\":\"kept\",\"max_rollback_history\":7}");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder asking = new ProcessBuilder(
                        java.toString(), "-cp", System.getProperty("java.class.path"), AsConfigured.class.getName())
                .directory(Files.createDirectory(here.resolve("below")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(here.resolve("output").toFile());
        asking.environment().keySet().removeIf(name -> name.startsWith("CO_") || name.startsWith("XDG_"));
        asking.environment().put("HOME", here.toString());
        asking.environment().put("CO_ACTOR", "bob");
        Process process = asking.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(here.resolve("output")).content().contains("bob 7 " + here.resolve("kept"));
    }

    /** A program of somebody's. */
    static final class AsConfigured {
        public static void main(String[] arguments) {
            EngineOptions options = EngineOptions.asConfigured();
            System.out.println(options.actor() + " " + options.historyLimit() + " " + options.store());
        }
    }

    @Test
    void what_is_no_configuration_file_is_refused_by_name() throws IOException {
        assertRefused("").hasMessageContaining("orchestrator_config.json:1:1: invalid JSON");
        assertRefused("{\"rollback\":\n{\"enabled\":tru}}").hasMessageContaining("orchestrator_config.json:2:");
        assertRefused("{\"rollback\":{\"enabled\":true,\"enabled\":false}}").hasMessageContaining("/rollback/enabled");
        assertRefused("[]").hasMessageContaining("must hold an object, not a list");
        assertRefused("{\"rollback\":true}").hasMessageContaining("/rollback must be an object, not true");
        assertRefused("{\"x\":\"" + "x".repeat(1 << 20) + "\"}")
                .hasMessageContaining("the limit of a configuration file is 1048576");
        Files.delete(file());
        Files.createDirectory(file());
        assertRefused().hasMessageContaining("cannot be read: it is a folder");
        Files.delete(file());
        Files.createSymbolicLink(file(), here.resolve("gone"));
        assertRefused().hasMessageContaining("cannot be read: it is a link that leads nowhere");
    }

    @Test
    void a_file_that_may_not_be_read_is_refused() throws IOException {
        write("{}");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file()), "permissions say nothing to root");
        assertRefused().hasMessageContaining("cannot be read: you may not read it");
    }

    @Test
    void a_file_that_is_named_must_be_there() {
        for (Map<String, String> option : List.of(Map.of("--config", "none.json"), Map.<String, String>of())) {
            assertThatThrownBy(() -> load(Map.of("CO_CONFIG", "none.json"), option))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("%s cannot be read: there is no such file", here.resolve("none.json"))
                    .hasMessageStartingWith(option.isEmpty() ? "CO_CONFIG: " : "--config: ");
        }
        assertThatThrownBy(() -> EngineOptions.fromFile(here.resolve("none.json")))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(here.toString());
    }

    @Test
    void the_file_that_is_named_wins_over_the_nearest() throws IOException {
        write("{\"max_rollback_history\":1}");
        Files.writeString(here.resolve("two.json"), "{\"max_rollback_history\":2}");
        Files.writeString(here.resolve("three.json"), "{\"max_rollback_history\":3}");
        Map<String, String> two = Map.of("CO_CONFIG", "two.json");
        assertThat(load(Map.of(), Map.of()).get(Setting.MAX_ROLLBACK_HISTORY)).isEqualTo(1);
        assertThat(load(two, Map.of()).get(Setting.MAX_ROLLBACK_HISTORY)).isEqualTo(2);
        Settings three = load(two, Map.of("--config", "three.json"));
        assertThat(three.get(Setting.MAX_ROLLBACK_HISTORY)).isEqualTo(3);
        assertThat(three.file()).contains(here.resolve("three.json"));
    }

    @Test
    void a_relative_store_begins_where_it_was_written() throws IOException {
        write("{\"rollback_storage_dir\":\"a/../kept\"}");
        Path below = Files.createDirectories(here.resolve("a/b"));
        assertThat(Settings.load(below, Map.of(), Map.of()).get(Setting.STORE))
                .isEqualTo(new Folder(here.resolve("kept")));
        assertThat(Settings.load(below, Map.of("CO_STORE", "kept"), Map.of()).get(Setting.STORE))
                .isEqualTo(new Folder(below.resolve("kept")));
    }

    @Test
    void a_file_that_is_named_may_name_a_database_but_no_password() throws IOException {
        write("{\"rollback_storage_dir\":\"jdbc:postgresql://db.example:5432/shop?currentSchema=plans\"}");
        assertThat(load(Map.of("CO_CONFIG", Settings.FILE_NAME), Map.of()).get(Setting.STORE))
                .isEqualTo(EngineOptions.fromFile(file()).store())
                .isInstanceOf(StoreAddress.Database.class)
                .hasToString("jdbc:postgresql://db.example:5432/shop?currentSchema=plans");
        for (String url : List.of(
                "jdbc:postgresql://ann:s3cret@db/shop",
                "jdbc:postgresql://db/shop?user=ann&password=s3cret",
                "postgresql+ssl://ann:s3cret@db/shop",
                "JDBC:POSTGRESQL://ann:s3cret@db/shop",
                "jdbc:mysql://ann:s3cret@db/shop",
                "jdbc:postgresql://ann:a?s3cret@db/shop")) {
            assertRefused("{\"rollback_storage_dir\":\"%s\"}".formatted(url))
                    .as(url)
                    .hasMessageContaining("/rollback_storage_dir must name a folder or a database: ")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void a_wrong_store_that_may_hold_a_password_is_not_repeated() throws IOException {
        assertRefused("{\"rollback_storage_dir\":{\"password\":\"s3cret\"}}").hasMessageNotContaining("s3cret");
        assertRefused("{\"rollback_storage_dir\":[\"s3cret\"]}").hasMessageNotContaining("s3cret");
    }

    private AbstractThrowableAssert<?, ?> assertRefused(String content) throws IOException {
        write(content);
        return assertRefused();
    }

    private AbstractThrowableAssert<?, ?> assertRefused() {
        assertThatThrownBy(() -> EngineOptions.fromFile(file())).isInstanceOf(RefusedException.class);
        return assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_INPUT))
                .hasMessageContaining(file().toString());
    }

    private Settings load(Map<String, String> environment, Map<String, String> options) {
        return Settings.load(here, environment, options);
    }

    private Origin source(Setting<?> setting, Map<String, String> environment) {
        return load(environment, Map.of()).origin(setting);
    }

    private Object shown(Setting<?> setting, Map<String, String> environment) {
        return load(environment, Map.of()).views().stream()
                .filter(view -> view.setting().equals(setting.key()))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private Object expected(Setting<?> setting, String json) {
        return expected(setting, json, here);
    }

    private static Object expected(Setting<?> setting, String json, Path folder) {
        String text = Json.parse(json).asText();
        Object standard = setting.standard();
        if (standard instanceof Boolean) {
            return Boolean.valueOf(text);
        } else if (standard instanceof Integer) {
            return Integer.valueOf(text);
        } else if (standard instanceof Duration) {
            return Long.valueOf(text);
        }
        return setting.equals(Setting.STORE) ? folder.resolve(text).toString() : text;
    }

    private static String saying(Setting<?> setting, String value) {
        String[] steps = setting.key().split("\\.");
        return steps.length == 1
                ? "{\"%s\":%s}".formatted(steps[0], value)
                : "{\"%s\":{\"%s\":%s}}".formatted(steps[0], steps[1], value);
    }

    private Path file() {
        return here.resolve("orchestrator_config.json");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(file(), content);
    }
}
