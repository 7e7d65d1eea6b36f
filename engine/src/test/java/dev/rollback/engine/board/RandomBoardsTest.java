package dev.rollback.engine.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.engine.Campaign;
import dev.rollback.engine.storage.OnEveryStore;
import dev.rollback.engine.storage.StoreKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd documents in any order: each comes out as it went in, whatever came before. */
@OnEveryStore
class RandomBoardsTest {
    private static final int DOCUMENTS = Campaign.trials(30, 80);

    @Parameter
    private StoreKind kind;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void each_document_comes_out_as_it_went_in(long seed) {
        Documents documents = new Documents(new Random(seed));
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            for (int i = 0; i < DOCUMENTS; i++) {
                boards.takeAndSeeAgain(documents.next());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void whatever_was_done_by_hand_a_document_taken_twice_changes_nothing_the_second_time(long seed) {
        Random random = new Random(seed);
        Documents documents = new Documents(random);
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            for (int i = 0; i < DOCUMENTS; i++) {
                String file = documents.next();
                if (random.nextBoolean()) {
                    boards.take(file);
                } else {
                    boards.takeKeepingOurs(file);
                }
                boards.takeWithoutEffect(file);
                assertThat(boards.last()).isEqualTo(Json.parse(file).pretty());
                interfere(boards, random);
                boards.takeWithoutEffect(file);
                String exported = boards.exported();
                if (random.nextInt(4) == 0) {
                    boards.export();
                    assertThat(boards.last()).isEqualTo(exported);
                    boards.takeWithoutEffect(exported);
                    assertThat(boards.exported()).isEqualTo(exported);
                }
            }
        }
    }

    private static void interfere(BoardsUnderTest boards, Random random) {
        List<String> all = boards.engine.store.read(
                reading -> reading.tasks().stream().map(head -> head.task()).toList());
        for (int i = 0; i < 3 && !all.isEmpty(); i++) {
            String task = all.get(random.nextInt(all.size()));
            try {
                switch (random.nextInt(5)) {
                    case 0 -> boards.tasks.start(task);
                    case 1 -> boards.tasks.complete(task);
                    case 2 -> boards.tasks.withdraw(task);
                    case 3 -> boards.tasks.reopen(task);
                    default -> boards.tasks.register(new TaskId(task + "x").value(), "by hand", task);
                }
            } catch (RefusedException e) {
                assertThat(e.code()).isNotNull(); // not every verb is allowed always
            }
        }
    }

    /** Small documents out of few ids and titles, so that they meet often. */
    private record Documents(Random random) {
        String next() {
            ObjectNode root;
            if (random.nextBoolean()) {
                root = tag();
            } else {
                Map<String, Json> members = new LinkedHashMap<>();
                for (String tag : List.of("master", "b", "c/d")) {
                    if (random.nextInt(3) > 0) {
                        members.put(tag, Json.of(tag()));
                    }
                }
                odd(members, "x", "y");
                root = shuffled(members);
            }
            return root.toString();
        }

        private ObjectNode tag() {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("tasks", Json.of(tasks(0)));
            odd(members, "meta", "x");
            return shuffled(members);
        }

        private ArrayNode tasks(int depth) {
            ArrayNode tasks = JsonCodec.mapper().createArrayNode();
            for (int i = random.nextInt(5 - depth); i > 0; i--) {
                tasks.add(task(depth));
            }
            return tasks;
        }

        private ObjectNode task(int depth) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("id", token());
            some(members, "title", "\"a\"", "\"b\"", "\"c\"", "\"\"", "5", "null");
            some(members, "status", "\"pending\"", "\"done\"", "\"review\"", "\"blocked\"", "null", "3");
            some(
                    members,
                    "dependencies",
                    "null",
                    "[null]",
                    "[]",
                    Json.of(List.of(token(), token())).text());
            if (depth < 2 && random.nextInt(3) == 0) {
                members.put("subtasks", Json.of(tasks(depth + 1)));
            } else {
                some(members, "subtasks", "null", "[]", "{}");
            }
            odd(members, "details", "x");
            return shuffled(members);
        }

        private Json token() {
            String[] tokens = {
                "1", "2", "3", "\"1\"", "\"2\"", "\"1.2\"", "\"1.1.1\"", "\"a/b\"", "\"b/1\"", "\"x\"", "1.0"
            };
            return Json.parse(tokens[random.nextInt(tokens.length)]);
        }

        private void odd(Map<String, Json> members, String... keys) {
            for (String key : keys) {
                some(
                        members,
                        key,
                        "1",
                        "1.0",
                        "null",
                        "\"x\"",
                        "[1,{\"a\":1,\"b\":2}]",
                        "{\"a\":1,\"b\":2}",
                        "{\"b\":2,\"a\":1}");
            }
        }

        private void some(Map<String, Json> members, String key, String... values) {
            if (random.nextInt(3) > 0) {
                members.put(key, Json.parse(values[random.nextInt(values.length)]));
            }
        }

        private ObjectNode shuffled(Map<String, Json> members) {
            List<String> keys = new ArrayList<>(members.keySet());
            Collections.shuffle(keys, random);
            ObjectNode node = JsonCodec.mapper().createObjectNode();
            keys.forEach(
                    key -> node.set(key, members.getOrDefault(key, Json.NULL).node()));
            return node;
        }
    }
}
