package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.IndexChange.TaskMoved;
import dev.rollback.store.NewEvent;
import dev.rollback.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What is offered to somebody who is typing, as zsh and fish ask for it: the words, the last one unfinished. */
class CompletionTest {
    /** What only its writer knows. */
    private static final Set<String> FREE = Set.of(
            "--keep-last",
            "--older-than",
            "--actor",
            "--as",
            "--request-id",
            "--phase",
            "--id",
            "--label",
            "--metadata",
            "--as-of",
            "--epoch",
            "--step",
            "--limit",
            "--offset",
            "--before",
            "--after",
            "co checkpoint",
            "co tasks register");

    private static final String STORE = ".taskmaster/rollbacks/store.db";

    @TempDir
    static Path made;

    @TempDir
    Path here;

    @BeforeAll
    static void twoTasks() {
        co(made, "init").exits(0);
        co(made, "tasks", "register", "deploy", "--title", "Deploy the shop").exits(0);
        co(made, "tasks", "register", "docs", "--title", "Write it up").exits(0);
        co(made, "checkpoints", "create", "--task-id", "deploy", "--phase", "before", "--id", "cp-one")
                .exits(0);
        co(made, "checkpoints", "create", "--task-id", "docs", "--phase", "later", "--id", "cp-two")
                .exits(0);
        co(made, "tasks", "update", "deploy", "--component", "CACHE", "--merge", "{\"n\":1}")
                .exits(0);
        co(made, "rollback", "cp-one", "--reason", "wrong", "--yes").exits(0);
    }

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectories(here.resolve(STORE).getParent());
        Files.copy(made.resolve(STORE), here.resolve(STORE));
    }

    @Test
    void commands_are_offered_with_what_they_do() {
        assertThat(words(""))
                .contains("init", "tasks", "rollback", "doctor", "completion")
                .doesNotContain("__complete");
        assertThat(words("ta")).containsExactly("tasks");
        assertThat(words("tasks", "re")).containsExactly("register", "reopen");
        assertThat(lines("tasks", "sh")).containsExactly("show\tShow a task and its state.");
        assertThat(words("help", "tasks", "upd")).containsExactly("update");
        assertThat(words("nonsense", "")).isEmpty();
    }

    @Test
    void ids_are_those_of_the_store_at_this_moment() {
        assertThat(words("tasks", "show", "")).containsExactly("deploy", "docs");
        assertThat(lines("tasks", "show", "de")).containsExactly("deploy\tpending, Deploy the shop");
        assertThat(words("checkpoints", "show", "")).containsExactly("cp-two", "cp-one", "@latest");
        assertThat(words("rollback", ""))
                .containsExactly("plan", "apply", "undo", "redo", "history", "show", "cp-two", "cp-one", "@latest");
        assertThat(words("rollback", "@")).containsExactly("@latest");
        assertThat(words("rollback", "show", "rb-")).hasSize(1);
        assertThat(words("rollback", "undo", "rb-")).hasSize(1);
        assertThat(words("rollback", "redo", "@")).containsExactly("@latest");
        co(here, "tasks", "register", "delta", "--title", "New").exits(0);
        assertThat(words("tasks", "show", "de")).containsExactly("delta", "deploy");
        co(here, "tasks", "withdraw", "deploy").exits(0);
        assertThat(words("tasks", "show", "de")).containsExactly("delta");
    }

    @Test
    void what_is_on_the_line_already_counts() {
        assertThat(words("rollback", "--task-id", "deploy", "cp")).containsExactly("cp-one");
        assertThat(words("rollback", "--task-id=docs", "--checkpoint-id", "")).containsExactly("cp-two", "@latest");
        assertThat(words("tasks", "update", "deploy", "--component", "CA")).containsExactly("CACHE");
        assertThat(words("rollback", "--dry", "cp-one", "--dr")).containsExactly("--dry-run");
        assertThat(words("rollback", "--dry-run", "cp-one", "--dr")).isEmpty();
        assertThat(words("rollback", "--metadata", "a=b", "--met")).containsExactly("--metadata");
        assertThat(words("tasks", "show", "--", "-")).isEmpty();
    }

    @Test
    void what_goes_back_is_completed_for_a_rollback_and_for_its_plan() {
        co(here, "checkpoint", "--id", "cp-all").exits(0);
        for (List<String> command : List.of(List.of("rollback"), List.of("rollback", "plan"))) {
            assertThat(behind(command, "--strategy", ""))
                    .containsExactly("full", "partial", "selective", "cascade", "point-in-time");
            assertThat(behind(command, "--strategy=poi")).containsExactly("--strategy=point-in-time");
            assertThat(behind(command, "--preserve", "docs,d")).containsExactly("docs,deploy", "docs,docs");
            assertThat(behind(command, "--checkpoint-id", "cp-one,cp-t")).containsExactly("cp-one,cp-two");
            assertThat(behind(command, "--task-id", "deploy", "--checkpoint-id", ""))
                    .containsExactly("cp-one", "cp-all", "@latest");
            assertThat(behind(command, "--task-id=deploy", "--task-id", "docs", "cp-"))
                    .containsExactly("cp-all", "cp-two", "cp-one");
            assertThat(behind(command, "--component", "CA")).containsExactly("CACHE");
            assertThat(behind(command, "--exclude-component", "cache,que")).containsExactly("cache,queue");
            assertThat(behind(command, "--at", "bef")).containsExactly("before:@latest");
        }
        assertThat(asked("rollback", "plan", "--out", "p")).isEqualTo("files\n\np\n");
        assertThat(asked("rollback", "apply", "p")).isEqualTo("files\n\np\n");
        assertThat(words("rollback", "undo", "rb-x", "--")).contains("--discard-later-work", "--only-unmoved");
    }

    @Test
    void components_are_also_those_that_only_the_named_tasks_have() {
        co(here, "tasks", "update", "docs", "--component", "PAGES", "--merge", "{\"n\":1}")
                .exits(0);
        co(here, "tasks", "show", "docs").exits(0); // takes it into the view
        assertThat(words("rollback", "cp-one", "--component", "P")).isEmpty();
        assertThat(words("rollback", "--task-id", "deploy,docs", "--component", "P"))
                .containsExactly("PAGES");
        assertThat(words("tasks", "update", "docs", "--component", "P")).containsExactly("PAGES");
    }

    @Test
    void values_are_offered_where_they_are_known() {
        assertThat(words("tasks", "list", "--status", "")).contains("pending", "failed");
        assertThat(words("tasks", "list", "--status", "FA")).containsExactly("FAILED");
        assertThat(words("tasks", "list", "--status=fa")).containsExactly("--status=failed");
        assertThat(words("status", "-oj")).containsExactly("-ojson", "-ojsonl");
        assertThat(words("tasks", "fail", "deploy", "--cause", "time")).containsExactly("timeout");
        assertThat(words("tasks", "register", "new", "--depends-on", "docs,d"))
                .containsExactly("docs,deploy", "docs,docs");
        assertThat(words("tasks", "register", "new", "--policy", "ep"))
                .containsExactly("epoch-required=true", "epoch-required=false");
        assertThat(words("tasks", "policy", "d")).containsExactly("deploy", "docs");
        assertThat(words("tasks", "policy", "deploy", "--policy", "rollback-on"))
                .contains("rollback-on-failure=as-configured");
        assertThat(words("tasks", "fork", "deploy", "--at", "cp-")).contains("cp-one");
        assertThat(words("export", "--format", "")).containsExactly("task-master");
        assertThat(words("completion", "")).containsExactly("bash", "zsh", "fish");
        assertThat(words("tasks", "update", "deploy", "--component", "work")).containsExactly("worker_state");
    }

    @Test
    void where_a_file_is_taken_the_shell_looks_for_one() {
        assertThat(asked("import", "t")).isEqualTo("files\n\nt\n");
        assertThat(asked("tasks", "list", "--out=t")).isEqualTo("files\n--out=\nt\n");
        assertThat(asked("tasks", "fail", "deploy", "--error", "@t")).isEqualTo("files\n@\nt\n");
        assertThat(asked("tasks", "fail", "deploy", "--error", "t")).isEqualTo("words\n\nt\n");
        assertThat(asked("status", "--store", "")).isEqualTo("folders\n\n\n");
    }

    @Test
    void options_are_offered_by_a_dash_or_where_nothing_else_is_left() {
        assertThat(words("checkpoints", "create", ""))
                .contains("--task-id", "--phase")
                .doesNotContain("--store", "--help");
        assertThat(words("checkpoints", "create", "--")).contains("--task-id", "--store", "--help");
        assertThat(words("tasks", "register", ""))
                .as("an id that only its writer knows")
                .isEmpty();
    }

    @Test
    void every_option_and_parameter_is_completed_or_known_to_be_free() {
        List<String> unknown = new ArrayList<>();
        walk(new CommandLine(new Co(CoRun.surroundings(here))), unknown);
        assertThat(unknown).isEmpty();
    }

    private static void walk(CommandLine command, List<String> unknown) {
        String name = command.getCommandSpec().qualifiedName();
        for (ArgSpec argument : command.getCommandSpec().args()) {
            boolean takesNone = argument.arity().max() == 0;
            String label = argument.isOption() ? ((CommandLine.Model.OptionSpec) argument).longestName() : name;
            boolean isPath = argument.paramLabel().equals("PATH");
            if (!takesNone && !isPath && argument.completionCandidates() == null && !FREE.contains(label)) {
                unknown.add(name + " " + label);
            }
        }
        command.getSubcommands().values().forEach(next -> walk(next, unknown));
    }

    @Test
    void a_moment_is_a_checkpoint_or_beside_a_rollback() {
        assertThat(words("tasks", "list", "--at", "")).contains("@latest", "now", "before:@latest");
        assertThat(words("tasks", "list", "--at", "before:")).isNotEmpty().allMatch(word -> word.startsWith("before:"));
        assertThat(words("log", "--since", "aft")).containsExactly("after:@latest");
    }

    @Test
    void thousands_of_ids_are_few_whose_common_beginning_is_that_of_all() {
        addTasks(3_000);
        List<String> some = words("tasks", "show", "t-");
        assertThat(some).hasSizeBetween(10, 90).contains("t-0000", "t-2999");
        assertThat(words("tasks", "show", "t-12")).hasSizeBetween(80, 90).allMatch(id -> id.startsWith("t-12"));
        assertThat(words("tasks", "show", "t-120")).hasSize(10);
    }

    @Test
    void nothing_is_written_and_no_file_is_made() throws IOException {
        Set<String> before = files();
        words("rollback", "");
        words("tasks", "show", "d");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void without_a_store_or_with_a_broken_one_there_are_no_ids_and_no_errors(@TempDir Path elsewhere)
            throws IOException {
        assertThat(co(elsewhere, "__complete", "zsh", "tasks", "show", "")
                        .exits(0)
                        .err())
                .isEmpty();
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(words("tasks", "show", "--store", "none", "")).isEmpty();
        assertThat(words("rollback", "--store", "none", ""))
                .containsExactly("plan", "apply", "undo", "redo", "history", "show");
        Files.writeString(here.resolve(".taskmaster/rollbacks/store.db"), "broken ".repeat(1000));
        CoRun broken = co(here, "__complete", "zsh", "rollback", "").exits(0);
        assertThat(broken.out()).startsWith("words").contains("history");
        assertThat(broken.err()).isEmpty();
        Files.writeString(here.resolve("orchestrator_config.json"), "{");
        assertThat(co(here, "__complete", "zsh", "tasks", "").exits(0).err()).isEmpty();
    }

    @Test
    void whatever_is_asked_ends_without_a_word_of_trouble() {
        for (List<String> odd : List.of(
                List.<String>of(),
                List.of("zsh"),
                List.of("bash"),
                List.of("bash", ""),
                List.of("tcsh", "x"),
                List.of("zsh", "--store", "jdbc:nonsense", "tasks", "show", ""),
                List.of("zsh", "\u0007", "--=", ""))) {
            List<String> words = new ArrayList<>(List.of("__complete"));
            words.addAll(odd);
            CoRun run = co(here, words.toArray(String[]::new)).exits(0);
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void another_store_may_be_named_as_everywhere() {
        co(here, "init", "--store", "other").exits(0);
        co(here, "tasks", "register", "elsewhere", "--title", "t", "--store", "other")
                .exits(0);
        assertThat(words("--store", "other", "tasks", "show", "")).containsExactly("elsewhere");
        assertThat(with(here, Map.of("CO_STORE", "other"), "__complete", "fish", "tasks", "show", "")
                        .out())
                .contains("elsewhere");
    }

    @Test
    void the_scripts_are_printed_or_kept_in_a_file() {
        co(here, "completion", "bash").exits(0).prints("complete -F _co_complete co");
        co(here, "completion", "zsh").exits(0).prints("#compdef co");
        co(here, "completion", "fish", "--out", "co.fish").exits(0);
        assertThat(here.resolve("co.fish")).content().contains("complete -c co");
        co(here, "completion", "tcsh").exits(2).complains("tcsh");
    }

    private void addTasks(int count) {
        Folder folder = new Folder(here.resolve(".taskmaster/rollbacks"));
        try (Store store = Stores.open(folder, Map.of(), InstantSource.system())) {
            for (int n = 0; n < count; n++) {
                String id = "t-%04d".formatted(n);
                NewEvent event = new NewEvent("task/" + id, 0, "task.TaskStarted", "1", new byte[0], new byte[0]);
                store.append(new AppendUnit(
                        List.of(event),
                        List.of(),
                        List.of(new TaskMoved(id, 0, "RUNNING", 0, "", 0)),
                        List.of(),
                        null,
                        List.of()));
            }
        }
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(here)) {
            Set<String> found = new TreeSet<>();
            for (Path file : files.toList()) {
                found.add(file + " " + Files.getLastModifiedTime(file));
            }
            return found;
        }
    }

    private List<String> behind(List<String> command, String... words) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(words));
        return words(all.toArray(String[]::new));
    }

    private String asked(String... words) {
        List<String> all = new ArrayList<>(List.of("__complete", "zsh"));
        all.addAll(List.of(words));
        CoRun run = co(here, all.toArray(String[]::new)).exits(0);
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    private List<String> lines(String... words) {
        return asked(words).lines().skip(3).toList();
    }

    private List<String> words(String... words) {
        return lines(words).stream().map(line -> line.replaceFirst("\t.*", "")).toList();
    }
}
