package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.slowly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A command whose answer did not come is repeated with the request id that it named. */
@OnEveryStore
class AskingAgainTest {
    private static final Pattern NAMED = Pattern.compile(
            "Still working, with request id (rq-\\S+)\\. If no answer comes, repeat the command with --request-id \\1:");

    /** Every command that writes into the log, in an order in which each has something to do. */
    private static final List<String> WRITING = List.of(
            "tasks register A --title Alpha --policy rollback-on-failure=false",
            "tasks start A",
            "tasks update A --merge {\"n\":1}",
            "checkpoints create --task-id A --phase one",
            "checkpoints create --task-id A --phase two --id cp-two",
            "checkpoint everything",
            "tasks update A --merge {\"n\":2}",
            "rollback --checkpoint-id cp-two --reason back --yes",
            "rollback undo @latest --yes",
            "rollback redo @latest --yes",
            "tasks fail A --error no --epoch 3",
            "tasks reopen A",
            "tasks policy A --policy rollback-on-failure=true",
            "tasks fork A --as B --at cp-two",
            "tasks cancel B",
            "tasks withdraw B",
            "tasks complete A",
            "checkpoints create --task-id A --phase three --id cp-three",
            "checkpoints hold cp-three --note why",
            "checkpoints release cp-three",
            "checkpoints create --task-id A --phase four --id cp-four",
            "checkpoints archive cp-three",
            "checkpoints create --task-id A --phase five --id cp-five",
            "checkpoints delete cp-four --yes",
            "checkpoints create --task-id A --phase six --id cp-six",
            "checkpoints prune --keep-last 1 --yes",
            "import tasks.json");

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    @Test
    void the_first_answer_comes_again_and_nothing_is_done_twice() throws IOException {
        Workplace here = Workplace.of(kind, folder);
        co(here, "init").exits(0);
        Files.writeString(folder.resolve("tasks.json"), "{\"tasks\":[{\"id\":1,\"title\":\"one\"}]}");
        for (String command : WRITING) {
            CoRun first = slowly(here, command.split(" ")).exits(0);
            Matcher named = NAMED.matcher(first.err());
            assertThat(named.find()).as("%s: %s", command, first.err()).isTrue();
            String head = head(here);
            CoRun again = co(here, repeated(command, named.group(1)));
            assertThat(done(again)).as("%s: %s", command, again.err()).isEqualTo(done(first));
            again.exits(0);
            assertThat(head(here)).as(command).isEqualTo(head);
        }
    }

    @Test
    void a_command_that_only_reads_names_no_request_id() {
        Workplace here = Workplace.of(kind, folder);
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", "Alpha").exits(0);
        for (String command : List.of("tasks list", "tasks show A", "log", "status", "audit", "rollback history")) {
            assertThat(slowly(here, command.split(" ")).exits(0).err())
                    .as(command)
                    .doesNotContain("request id");
        }
    }

    /** What was kept, and why, is told to the first who asks. */
    private static List<String> done(CoRun run) {
        return run.out().lines().filter(line -> !line.contains("kept")).toList();
    }

    private static String[] repeated(String command, String requestId) {
        return Stream.concat(Arrays.stream(command.split(" ")), Stream.of("--request-id", requestId))
                .toArray(String[]::new);
    }

    private static String head(Workplace here) {
        return co(here, "log", "--limit", "1", "-o", "json").exits(0).out();
    }
}
