package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.settings.Setting;
import dev.rollback.app.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that somebody else has prepared: what is found in it is followed only as far as it names itself. */
class FoundThingsTest {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("status"),
            List.of("tasks", "list"),
            List.of("init"),
            List.of("tasks", "register", "A", "--title", "t"),
            List.of("import", "tasks.json"),
            List.of("rollback", "cp-1", "--reason", "x", "--yes"),
            List.of("audit"),
            List.of("views", "rebuild"),
            List.of("backup", "copy.db"));

    @TempDir
    Path here;

    /** The folder in question. */
    private Path project;

    /** All that is the person's own. */
    private Path home;

    private Map<String, String> environment;

    @BeforeEach
    void folders() throws IOException {
        project = Files.createDirectory(here.resolve("project"));
        home = Files.createDirectory(here.resolve("home"));
        Files.writeString(project.resolve("tasks.json"), "{\"tasks\":[]}");
        environment = Map.of("HOME", home.toString(), "PGUSER", "ann", "PGPASSWORD", "s3cret");
    }

    @Test
    void a_found_file_that_names_a_server_gets_no_connection_and_no_password() throws Exception {
        try (ListeningServer server = new ListeningServer()) {
            configure("{\"rollback_storage_dir\":\"%s\"}".formatted(server.url()));
            for (List<String> command : COMMANDS) {
                run(command)
                        .exits(2)
                        .complains(
                                "co: " + file() + " names the store " + server.url() + ", which is not in its folder.",
                                "A file that was only found may name a folder in its own; anything else needs your word.",
                                "Nothing was opened. Run 'co trust' if you trust it, or name a store with --store or CO_STORE.");
            }
            run(List.of("doctor")).exits(2).prints("place", "names the store", "co trust");
            run(List.of("config", "show")).exits(0).prints(server.url(), "no: not trusted, see 'co trust'");
            assertThat(server.connections()).isZero();
            Map<String, String> said = new HashMap<>(environment);
            said.put("CO_STORE", server.url());
            with(project, said, "status").exits(6);
            assertThat(server.connections()).isPositive();
        }
    }

    @Test
    void the_tab_key_opens_no_connection_whoever_names_the_server() throws Exception {
        try (ListeningServer server = new ListeningServer()) {
            Map<String, String> said = new HashMap<>(environment);
            said.put("CO_STORE", server.url());
            with(project, said, "__complete", "zsh", "tasks", "show", "").exits(0);
            run(List.of("__complete", "zsh", "--store", server.url(), "tasks", "show", ""))
                    .exits(0);
            configure("{\"rollback_storage_dir\":\"%s\"}".formatted(server.url()));
            run(List.of("trust")).exits(0);
            run(List.of("__complete", "bash", "co tasks show ", "")).exits(0);
            assertThat(server.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "a/../../outside", "link", "link/below", "linked", "nowhere", "WHOLE/inside"})
    void a_found_file_makes_and_opens_nothing_outside_of_its_folder(String name) throws IOException {
        Path outside = store("outside");
        Files.createDirectories(outside.resolve("below"));
        Files.copy(outside.resolve("store.db"), outside.resolve("below/store.db"));
        Files.createSymbolicLink(project.resolve("link"), outside);
        Files.createSymbolicLink(
                Files.createDirectory(project.resolve("linked")).resolve("store.db"), outside.resolve("store.db"));
        Files.createSymbolicLink(project.resolve("nowhere"), here.resolve("gone"));
        configure("{\"rollback_storage_dir\":\"%s\"}".formatted(name.replace("WHOLE", project.toString())));
        Object before = all();
        for (List<String> command : COMMANDS) {
            run(command).exits(2).complains("orchestrator_config.json names the store ", "co trust");
        }
        assertThat(run(List.of("__complete", "zsh", "tasks", "show", ""))
                        .exits(0)
                        .out())
                .doesNotContain("secret-plan");
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void a_folder_inside_is_followed_also_through_links() throws IOException {
        Files.createSymbolicLink(project.resolve("link"), Files.createDirectory(project.resolve("real")));
        for (String name : List.of("kept", "deep/er/./kept", "link/kept", ".", "a/../kept2")) {
            configure("{\"rollback_storage_dir\":\"%s\"}".formatted(name));
            run(List.of("init")).exits(0);
            assertThat(project.resolve(name).normalize().resolve("store.db")).isRegularFile();
            with(Files.createDirectories(project.resolve("sub")), environment, "tasks", "list")
                    .exits(0);
        }
        assertThat(run(List.of("trust")).exits(0).out()).contains("Nothing that is found here needs your word.");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void the_persons_word_is_an_option_the_environment_or_their_own_configuration() throws IOException {
        Path outside = store("outside");
        configure("{\"rollback_storage_dir\":\"../outside\",\"max_rollback_history\":7}");
        run(List.of("status")).exits(2);
        run(List.of("status", "--store", "../outside")).exits(0);
        with(project, and("CO_STORE", outside.toString()), "status").exits(0);
        run(List.of("status", "--config", "orchestrator_config.json")).exits(0);
        with(project, and("CO_CONFIG", "orchestrator_config.json"), "status").exits(0);
        assertThat(EngineOptions.fromFile(file()).historyLimit()).isEqualTo(7);
        assertThatThrownBy(() -> EngineOptions.defaults().with(Settings.load(project, environment, Map.of())))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.NOT_TRUSTED));
        Files.delete(file());
        own("{\"rollback_storage_dir\":\"%s\",\"rollback\":{\"max_checkpoints\":9}}".formatted(outside));
        run(List.of("tasks", "list")).exits(0).prints("secret-plan");
        run(List.of("config", "show")).exits(0).prints(home + "/.config/co/config.json", outside.toString());
    }

    @Test
    void what_is_nearer_wins_over_the_persons_own_configuration() throws IOException {
        own("{\"rollback_storage_dir\":\"%s\",\"max_rollback_history\":5}".formatted(store("outside")));
        assertThat(settings().get(Setting.MAX_ROLLBACK_HISTORY)).isEqualTo(5);
        run(List.of("init", "--store", ".taskmaster/rollbacks")).exits(0);
        assertThat(run(List.of("tasks", "list", "-o", "id")).exits(0).out()).isEmpty();
        configure("{\"max_rollback_history\":6}");
        assertThat(settings().get(Setting.MAX_ROLLBACK_HISTORY)).isEqualTo(6);
        own("{\"max_rollback_history\":0}");
        run(List.of("status")).exits(2).complains(home + "/.config/co/config.json: /max_rollback_history must be");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_persons_own_configuration_is_a_file_or_is_not_there() throws Exception {
        store("outside");
        own("{}");
        Path own = home.resolve(".config/co/config.json");
        Files.delete(own);
        Files.createSymbolicLink(own, here.resolve("nowhere"));
        run(List.of("status")).exits(2).complains(own + " cannot be read: it is a link that leads nowhere");
        Files.delete(own);
        assertThat(new ProcessBuilder("mkfifo", own.toString()).start().waitFor())
                .isZero();
        run(List.of("status")).exits(2).complains(own + " cannot be read: it is not a regular file");
    }

    @Test
    void trust_is_remembered_until_the_file_changes() throws IOException {
        store("outside");
        store("other");
        configure("{\"rollback_storage_dir\":\"../outside\"}");
        run(List.of("trust"))
                .exits(0)
                .prints("Trusted: " + file() + " names the store")
                .complains("delete " + home);
        run(List.of("tasks", "list")).exits(0).prints("secret-plan");
        with(Files.createDirectory(project.resolve("below")), environment, "tasks", "list")
                .exits(0);
        assertThat(run(List.of("__complete", "zsh", "tasks", "show", ""))
                        .exits(0)
                        .out())
                .contains("secret-plan");
        run(List.of("trust")).exits(0).prints("Nothing that is found here needs your word.");
        with(project, Map.of("HOME", here.toString()), "status").exits(2).complains("co trust");

        configure("{\"rollback_storage_dir\":\"../outside\",\"max_rollback_history\":7}");
        run(List.of("tasks", "list")).exits(2).complains("co trust");
        configure("{\"rollback_storage_dir\":\"../outside\"}");
        run(List.of("tasks", "list")).exits(0);
        Path copy = Files.createDirectory(here.resolve("copy"));
        Files.copy(file(), copy.resolve("orchestrator_config.json"));
        with(copy, environment, "tasks", "list").exits(2).complains("co trust");

        try (Stream<Path> kept = Files.list(home.resolve(".config/co/trusted"))) {
            assertThat(kept).singleElement().satisfies(one -> {
                assertThat(Files.getPosixFilePermissions(one)).hasSize(2);
                Files.delete(one);
            });
        }
        run(List.of("tasks", "list")).exits(2).complains("co trust");
    }

    @Test
    void trust_ends_when_the_store_is_elsewhere_than_it_was() throws IOException {
        Path one = store("one");
        Path other = store("other");
        Path link = Files.createSymbolicLink(project.resolve("link"), one);
        configure("{\"rollback_storage_dir\":\"link\"}");
        run(List.of("trust", "-o", "json"))
                .exits(0)
                .prints("\"found\": \"" + file(), "names the store %s, which leads to %s".formatted(link, one));
        run(List.of("status")).exits(0);
        Files.delete(link);
        Files.createSymbolicLink(link, other);
        run(List.of("status")).exits(2).complains("which leads to " + other, "co trust");
        Files.delete(link);
        Files.createSymbolicLink(Files.createDirectory(link).resolve("store.db"), one.resolve("store.db"));
        run(List.of("trust")).exits(0);
        run(List.of("status")).exits(0);
        run(List.of("tasks", "register", "behind-a-link", "--title", "t")).exits(0);
        run(List.of("tasks", "start", "behind-a-link")).exits(0);
        run(List.of("status")).exits(0);
        run(List.of("doctor")).exits(0);
        Files.delete(link.resolve("store.db"));
        Files.createSymbolicLink(link.resolve("store.db"), other.resolve("store.db"));
        run(List.of("status")).exits(2).complains("which leads to " + other, "co trust");
    }

    @Test
    void trust_may_be_given_from_elsewhere_and_needs_a_home() throws IOException {
        store("outside");
        configure("{\"rollback_storage_dir\":\"../outside\"}");
        with(project, Map.of(), "trust").exits(3).complains("neither HOME nor XDG_CONFIG_HOME");
        with(here, Map.of("XDG_CONFIG_HOME", "relative", "CO_CONFIG", "none"), "trust", "project")
                .exits(3);
        Map<String, String> xdg = Map.of("XDG_CONFIG_HOME", here + "/xdg", "CO_CONFIG", "none");
        with(here, xdg, "trust", "project").exits(0);
        assertThat(here.resolve("xdg/co/trusted")).isNotEmptyDirectory();
        with(project, Map.of("XDG_CONFIG_HOME", here + "/xdg"), "status").exits(0);
        with(here, environment, "trust", "nowhere").exits(3).complains("there is no folder");
    }

    @Test
    void a_store_that_was_found_must_be_below_its_folder() throws IOException {
        Path outside = store("outside");
        Path link = Files.createSymbolicLink(project.resolve(".taskmaster"), here.resolve("tm"));
        Files.createDirectory(here.resolve("tm"));
        Files.createSymbolicLink(here.resolve("tm/rollbacks"), outside);
        for (List<String> command : COMMANDS) {
            run(command)
                    .exits(2)
                    .complains("co: %s/rollbacks leads to %s, outside of %s. Nothing was opened. Run 'co trust'"
                            .formatted(link, outside, project));
        }
        run(List.of("trust")).exits(0);
        run(List.of("tasks", "list")).exits(0).prints("secret-plan");
    }

    @Test
    void no_store_is_made_where_a_prepared_link_leads() throws IOException {
        Path elsewhere = Files.createDirectory(here.resolve("elsewhere"));
        Files.createSymbolicLink(project.resolve(".taskmaster"), elsewhere);
        run(List.of("init")).exits(2).complains("leads to " + elsewhere, "co trust");
        assertThat(elsewhere).isEmptyDirectory();
        co(here, "init").exits(0);
        run(List.of("init")).exits(2).complains("leads to " + elsewhere);
        run(List.of("trust")).exits(0);
        run(List.of("init")).exits(0);
        assertThat(elsewhere.resolve("rollbacks/store.db")).isRegularFile();
    }

    @Test
    void what_belongs_to_another_user_is_not_followed() throws IOException {
        run(List.of("init")).exits(0);
        configure("{\"rollback\":{\"max_checkpoints\":1}}");
        Path store = project.resolve(".taskmaster/rollbacks/store.db");
        give(store, 4711);
        run(List.of("status")).exits(2).complains(".taskmaster/rollbacks belongs to 4711, not to you.", "co trust");
        give(store, 0);
        give(file(), 4711);
        run(List.of("tasks", "list")).exits(0);
        run(List.of("tasks", "register", "A", "--title", "t"))
                .exits(2)
                .complains(
                        "co: " + file() + " belongs to 4711, not to you. Nothing was opened.",
                        "or name a file of your own with --config or CO_CONFIG.");
        run(List.of("config", "show")).exits(0).prints("no: not trusted");
        run(List.of("trust")).exits(0);
        run(List.of("tasks", "register", "A", "--title", "t")).exits(0);
    }

    private static void give(Path file, int user) throws IOException {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)); // who may give files away
        Files.setAttribute(file, "unix:uid", user);
    }

    @Test
    void a_pipe_in_the_place_of_a_configuration_file_is_not_waited_for() throws Exception {
        try (HeldPipe pipe = new HeldPipe(file())) {
            pipe.holds("{}");
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                run(List.of("status")).exits(2).complains("it is not a regular file");
                run(List.of("__complete", "zsh", "tasks", "show", "")).exits(0);
            });
        }
    }

    @Test
    void a_store_that_names_a_pipe_or_a_device_as_its_document_does_not_hold_up_who_looks_at_it() throws Exception {
        run(List.of("init")).exits(0);
        Path tasks = project.resolve("tasks.json");
        Files.writeString(tasks, "{\"tasks\":[{\"id\":1,\"title\":\"t\",\"status\":\"pending\"}]}");
        run(List.of("import", "tasks.json")).exits(0);
        Files.delete(tasks);
        try (HeldPipe pipe = new HeldPipe(tasks)) {
            pipe.holds("{}");
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> run(List.of("status")).exits(0).prints("tasks.json is gone"));
        }
        Files.delete(tasks);
        Files.createSymbolicLink(tasks, Path.of("/dev/zero"));
        assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> run(List.of("status")).exits(0).prints("tasks.json is gone"));
        Files.delete(tasks);
    }

    private CoRun run(List<String> command) {
        return with(project, environment, command.toArray(String[]::new));
    }

    private Settings settings() {
        return Settings.load(project, environment, Map.of());
    }

    private Map<String, String> and(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return more;
    }

    /** A store beside the project with a task in it. */
    private Path store(String name) {
        co(here, "init", "--store", name).exits(0);
        co(here, "tasks", "register", "secret-plan", "--title", "t", "--store", name)
                .exits(0);
        return here.resolve(name);
    }

    private void own(String content) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve(".config/co")).resolve("config.json"), content);
    }

    private Path file() {
        return project.resolve("orchestrator_config.json");
    }

    private void configure(String content) throws IOException {
        assertThat(Json.parse(content).isObject()).isTrue();
        Files.writeString(file(), content);
    }

    /** Every file below, with its time. */
    private Object all() throws IOException {
        try (Stream<Path> files = Files.walk(here)) {
            TreeSet<String> found = new TreeSet<>();
            for (Path file : files.toList()) {
                found.add(file + " " + Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
            }
            return found;
        }
    }
}
