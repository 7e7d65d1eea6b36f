package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.piped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonLimits;
import dev.rollback.app.files.BoundedInput;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.task.ContentLimits;
import dev.rollback.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** At every limit: what is accepted can be read, shown, exported, backed up, rolled back and audited; the rest leaves no trace. */
class LimitsTest {
    private static final int DEPTH = ContentLimits.COMPONENT.maxDepth();

    @TempDir
    Path here;

    @BeforeEach
    void aTaskWithACheckpoint() {
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", "A").exits(0);
        co(here, "checkpoints", "create", "--task-id", "A", "--phase", "p", "--id", "cp-a")
                .exits(0);
    }

    @Test
    void a_file_larger_than_one_may_be_is_written_over_by_force_and_looked_at_without() throws IOException {
        try (RandomAccessFile large =
                new RandomAccessFile(here.resolve("large.json").toFile(), "rw")) {
            large.setLength(JsonLimits.DOCUMENT.maxBytes() + 10L);
        }
        co(here, "export", "--out", "large.json").exits(4).complains("large.json is not known to this store");
        co(here, "export", "--out", "large.json", "--force").exits(0);
        assertThat(here.resolve("large.json")).isNotEmptyFile().content().contains("\"title\": \"A\"");
    }

    /** As an earlier version may have accepted it. */
    @Test
    void what_is_stored_deeper_than_what_is_accepted_is_listed_too() {
        co(here, "tasks", "list").exits(0);
        try (Store opened = Stores.open(StoreAddress.usual(here), Map.of(), InstantSource.system())) {
            byte[] deep = nested(DEPTH + 88).getBytes(StandardCharsets.UTF_8);
            int edited = opened.write(reading -> reading.sql()
                    .update("INSERT INTO view_component (task, component, content) VALUES ('A', 'CACHE', ?)", deep));
            assertThat(edited).isEqualTo(1);
        }
        co(here, "tasks", "show", "A", "-o", "json").exits(0);
        co(here, "tasks", "list", "-o", "json").exits(0).prints("\"CACHE\"");
    }

    /** A task's state puts a level around its data; what a patch puts around a value is no part of the result. */
    @Test
    void an_update_at_the_limit_of_depth_can_be_used_and_above_it_leaves_no_trace() throws IOException {
        for (String component : List.of("CONFIGURATION", "TASK_STATE")) {
            for (String how : List.of("merge", "replace", "patch")) {
                update(component, how, component.equals("TASK_STATE") ? DEPTH - 1 : DEPTH);
                everyoneReads();
            }
        }
        everythingWorks();
    }

    private void update(String component, String how, int most) throws IOException {
        for (int depth = most; depth <= most + 1; depth++) {
            String value = how.equals("patch")
                    ? "[{\"op\":\"add\",\"path\":\"/a\",\"value\":%s}]".formatted(nested(depth - 1))
                    : nested(depth);
            Files.writeString(here.resolve("value.json"), value);
            CoRun run =
                    accepts(depth <= most, "tasks", "update", "A", "--component", component, "--" + how, "@value.json");
            if (depth > most) {
                run.complains(component + " of task A would be nested deeper than " + DEPTH, "at /");
            }
        }
    }

    @Test
    void a_checkpoints_data_at_the_limit_of_depth_can_be_used_and_above_it_leaves_no_trace() throws IOException {
        for (int depth = DEPTH - 1; depth <= DEPTH; depth++) {
            Files.writeString(here.resolve("value.json"), nested(depth));
            String id = "cp-" + depth;
            accepts(
                    depth + 1 <= DEPTH,
                    "checkpoints",
                    "create",
                    "--task-id",
                    "A",
                    "--phase",
                    "p",
                    "--id",
                    id,
                    "--data",
                    "@value.json");
        }
        everythingWorks();
    }

    /** A task's members lie two levels inside its state. */
    @Test
    void a_file_at_the_limit_of_depth_can_be_used_and_above_it_leaves_no_trace() throws IOException {
        for (int depth = DEPTH - 2; depth < DEPTH; depth++) {
            Files.writeString(
                    here.resolve("tasks.json"),
                    "{\"tasks\":[{\"id\":1,\"title\":\"t\",\"status\":\"pending\",\"x\":%s}]}"
                            .formatted(nested(depth)));
            CoRun run = accepts(depth + 2 <= DEPTH, "import", "tasks.json");
            if (depth + 2 > DEPTH) {
                run.complains("/tasks/0/x", "nested deeper than");
            }
        }
        everythingWorks();
    }

    @Test
    void a_number_at_the_limit_of_digits_can_be_used_and_above_it_leaves_no_trace() throws IOException {
        numbers("1");
        numbers("-1");
        everythingWorks();
    }

    private void numbers(String first) {
        int most = JsonLimits.DEFAULT.maxNumberLength();
        for (int digits = most; digits <= most + 1; digits++) {
            boolean accepted = digits <= most;
            number(accepted, first + "2".repeat(digits - 1));
            number(accepted, first + "2".repeat(digits - 3) + "e2");
            number(accepted, first + "." + "2".repeat(digits - 2));
            number(accepted, first + "e-" + (digits - 2));
            number(accepted, first + "e" + (digits - 1));
        }
    }

    @Test
    void a_component_at_the_limit_of_size_can_be_used_and_above_it_leaves_no_trace() throws IOException {
        int most = ContentLimits.COMPONENT.maxBytes();
        int around = "{\"a\":\"\"}".length();
        Files.writeString(here.resolve("value.json"), "{\"a\":\"%s\"}".formatted("x".repeat(most - around)));
        accepts(true, "tasks", "update", "A", "--component", "CACHE", "--replace", "@value.json");
        accepts(false, "tasks", "update", "A", "--component", "CACHE", "--merge", "{\"b\":1}")
                .complains("CACHE of task A would be", "the limit is " + most);
        Files.writeString(here.resolve("value.json"), "{\"a\":\"%s\"}".formatted("x".repeat(most - around + 1)));
        accepts(false, "tasks", "update", "A", "--component", "QUEUE", "--replace", "@value.json")
                .complains("value.json is %d bytes".formatted(most + 1), "limit of a value is " + most);
        co(here, "tasks", "show", "A", "-o", "json").exits(0);
        co(here, "export").exits(0);
        co(here, "backup", "copy.db").exits(0);
        co(here, "rollback", "--checkpoint-id", "cp-a", "--reason", "r", "--yes")
                .exits(0);
        String rollback = co(here, "rollback", "history", "-o", "id").out().strip();
        co(here, "rollback", "undo", rollback, "--reason", "r", "--yes").exits(0);
    }

    @Test
    void what_is_exported_is_not_refused_as_a_file_for_its_depth() throws IOException {
        Files.writeString(here.resolve("value.json"), nested(DEPTH - 1));
        co(here, "tasks", "update", "A", "--component", "TASK_STATE", "--merge", "@value.json")
                .exits(0);
        co(here, "export", "--out", "board.json").exits(0);
        assertThat(Json.parse(Files.readAllBytes(here.resolve("board.json")), JsonLimits.DOCUMENT)
                        .depth())
                .isGreaterThan(DEPTH);
        co(here, "import", "board.json").exits(0).prints("nothing changed");
        co(here, "export", "--out", "board.json").exits(0);
        co(here, "rollback", "--checkpoint-id", "cp-a", "--reason", "r", "--yes")
                .exits(0);
        String rollback = co(here, "rollback", "history", "-o", "id").out().strip();
        co(here, "rollback", "undo", rollback, "--reason", "r", "--yes").exits(0);
        co(here, "status").exits(0).prints("says the same as the store");
    }

    @Test
    void what_is_larger_than_its_limit_is_named_with_the_limit_and_its_size() throws IOException {
        try (RandomAccessFile large =
                new RandomAccessFile(here.resolve("large.json").toFile(), "rw")) {
            large.setLength(BoundedInput.DOCUMENT.bytes() + 1);
        }
        String size = "large.json is %d bytes".formatted(BoundedInput.DOCUMENT.bytes() + 1);
        co(here, "import", "large.json").exits(2).complains(size, String.valueOf(BoundedInput.DOCUMENT.bytes()));
        co(here, "tasks", "update", "A", "--merge", "@large.json").exits(2).complains(size);
        co(here, "audit", "verify", "--seal", "large.json").exits(2).complains(size);
        co(here, "status", "--config", "large.json").exits(2).complains("large.json is ");
        try (RandomAccessFile large =
                new RandomAccessFile(here.resolve("large.json").toFile(), "rw")) {
            large.setLength(BoundedInput.PLAN.bytes() + 1);
        }
        co(here, "rollback", "apply", "large.json", "--reason", "r", "--yes")
                .exits(2)
                .complains("large.json is %d bytes; the limit of a plan".formatted(BoundedInput.PLAN.bytes() + 1));
        co(here, "import", ".").exits(3).complains("it is a folder");
        co(here, "import", "none.json").exits(3).complains("none.json cannot be read: there is no such file");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void what_never_ends_is_read_up_to_its_limit() throws Exception {
        try (HeldPipe pipe = new HeldPipe(here.resolve("pipe"))) {
            String named = "@" + pipe.path();
            pipe.holdsMoreThan(BoundedInput.VALUE);
            co(here, "tasks", "update", "A", "--merge", named).exits(2).complains("pipe holds more than 16777216");
            pipe.holdsMoreThan(BoundedInput.VALUE);
            co(here, "tasks", "fail", "A", "--error", named).exits(2).complains("pipe holds more than 16777216");
            pipe.holdsMoreThan(BoundedInput.SEAL);
            co(here, "audit", "verify", "--seal", pipe.path()).exits(2).complains("pipe holds more than 1048576");
            pipe.holdsMoreThan(BoundedInput.SETTINGS);
            co(here, "status", "--config", pipe.path()).exits(2).complains("pipe holds more than 1048576");
            pipe.holdsMoreThan(BoundedInput.DOCUMENT);
            co(here, "import", pipe.path()).exits(2).complains("pipe holds more than 67108864");
        }
        co(here, "import", "/dev/zero").exits(2).complains("/dev/zero holds more than 67108864");
        co(here, "tasks", "update", "A", "--merge", "@/dev/zero").exits(2).complains("/dev/zero holds more than");
        co(here, "audit", "verify", "--seal", "/dev/zero").exits(2).complains("/dev/zero holds more than");
        co(here, "status", "--config", "/dev/zero").exits(2).complains("/dev/zero holds more than");
        co(here, "rollback", "apply", "/dev/zero", "--reason", "r").exits(2).complains("/dev/zero is no plan");
    }

    @Test
    void standard_input_is_read_up_to_its_limit() {
        BoundedInput four = new BoundedInput("a word", 4);
        assertThat(four.stream("it", new ByteArrayInputStream(new byte[4]))).hasSize(4);
        assertThatThrownBy(() -> four.stream("it", new Watched(5)))
                .hasMessageContaining("it holds more than 4 bytes; the limit of a word is 4");
        assertThatThrownBy(() -> four.bounded("it", new Watched(5)).skip(9))
                .hasMessageContaining("it holds more than 4 bytes");
        InputStream one = four.bounded("it", new Watched(7));
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5; i++) {
                        one.read();
                    }
                })
                .hasMessageContaining("it holds more than 4 bytes");
        assertThatThrownBy(one::read).as("read on").hasMessageContaining("it holds more than 4 bytes");
        assertThatThrownBy(() -> one.read(new byte[9])).as("read on").hasMessageContaining("it holds more than 4");

        Workplace place = new Workplace(here, Map.of());
        piped(place, endless(BoundedInput.DOCUMENT), "import", "-")
                .exits(2)
                .complains("standard input holds more than 67108864 bytes; the limit of a Task Master file");
        piped(place, endless(BoundedInput.VALUE), "tasks", "update", "A", "--merge", "-")
                .exits(2)
                .complains("standard input holds more than 16777216 bytes; the limit of a value");
        piped(place, endless(BoundedInput.SEAL), "audit", "verify", "--seal", "-")
                .exits(2)
                .complains("standard input holds more than 1048576 bytes; the limit of a seal");
    }

    /** What is read beyond the limit to know that there is more. */
    private static InputStream endless(BoundedInput limit) {
        return new Watched(limit.bytes() + 1);
    }

    /** An endless stream of blanks that fails at once for one who reads more than so many. */
    private static final class Watched extends InputStream {
        private long left;

        Watched(long most) {
            left = most;
        }

        @Override
        public int read() {
            return read(new byte[1], 0, 1) < 0 ? -1 : ' ';
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                throw new IllegalStateException("nobody needs so much");
            }
            int read = (int) Math.min(length, left);
            Arrays.fill(into, offset, offset + read, (byte) ' ');
            left -= read;
            return read;
        }
    }

    private void number(boolean accepted, String number) {
        accepts(accepted, "tasks", "update", "A", "--component", "CACHE", "--merge", "{\"n\":[%s]}".formatted(number));
    }

    /** What is refused leaves the log as it was. */
    private CoRun accepts(boolean accepted, String... arguments) {
        String before = co(here, "log", "--limit", "1", "-o", "id").out();
        CoRun run = co(here, arguments).exits(accepted ? 0 : 2);
        if (!accepted) {
            assertThat(co(here, "log", "--limit", "1", "-o", "id").out()).isEqualTo(before);
            assertThat(run.err()).startsWith("co: ");
        }
        return run;
    }

    private void everythingWorks() throws IOException {
        everyoneReads();
        for (String format : List.of("table", "json", "jsonl")) {
            co(here, "tasks", "show", "A", "-o", format).exits(0);
            co(here, "log", "-o", format).exits(0);
        }
        co(here, "status").exits(0);
        co(here, "diff", "A", "--from", "cp-a", "-o", "json").exits(0);
        co(here, "blame", "A").exits(0);
        co(here, "export", "--out", "out.json", "--force").exits(0);
        co(here, "import", "out.json").exits(0);
        co(here, "backup", "copy.db").exits(0);
        co(here, "rollback", "plan", "--checkpoint-id", "cp-a", "--out", "plan.json")
                .exits(0);
        co(here, "rollback", "apply", "plan.json", "--reason", "r", "--yes").exits(0);
        String rollback = co(here, "rollback", "history", "--limit", "1", "-o", "id")
                .out()
                .strip();
        co(here, "rollback", "undo", rollback, "--reason", "r", "--yes").exits(0);
        co(here, "audit", "seal", "--out", "seal.json").exits(0);
        co(here, "audit", "verify", "--seal", "seal.json").exits(0);
        co(here, "audit").exits(0);
        co(here, "views", "rebuild").exits(0);
        co(here, "doctor").exits(0);
    }

    private void everyoneReads() {
        co(here, "tasks", "list", "-o", "json").exits(0);
        co(here, "tasks", "show", "A", "-o", "json").exits(0);
        co(here, "export").exits(0);
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }
}
