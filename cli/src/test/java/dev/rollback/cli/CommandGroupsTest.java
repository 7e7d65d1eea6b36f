package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandGroupsTest {
    @TempDir
    Path folder;

    @Test
    void every_command_is_in_one_group() {
        List<String> grouped =
                CommandGroups.GROUPS.values().stream().flatMap(List::stream).toList();
        assertThat(grouped)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        Co.grammar(CoRun.surroundings(folder)).subcommands().keySet());
        assertThat(co(folder, "--help").exits(0).out()).contains("\nGo back:\n  rollback  ", "\nTry first:\n  co demo");
    }

    @Test
    void what_is_to_be_tried_first_can_be_run_in_that_order() throws IOException {
        Path file = folder.resolve(".taskmaster/tasks/tasks.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"tasks\":[{\"id\":1,\"title\":\"First\",\"status\":\"pending\"}]}");
        co(folder, "init").exits(0);
        for (String command : CommandGroups.FIRST.keySet()) {
            List<String> words = Arrays.asList(command.split(" "));
            assertThat(words.get(0)).isEqualTo("co");
            if (words.get(1).equals("rollback")) {
                co(folder, "tasks", "update", "1", "--merge", "{\"by\":\"an agent\"}")
                        .exits(0);
            }
            co(folder, words.subList(1, words.size()).toArray(String[]::new)).exits(0);
        }
    }
}
