package dev.rollback.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.api.json.JsonPatch;
import dev.rollback.engine.Histories;
import dev.rollback.engine.Histories.Version;
import dev.rollback.store.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDiffTest {
    private static final Path DATA = Path.of(System.getProperty("shared.data", "absent"));
    /** Disabled entries of the public tests have duplicate keys. */
    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int PAIRS = Campaign.trials(1_000, 20_000);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1,'b':2} | {'b':2,'a':1} | []",
                "{'a':1} | {'a':1.0} | [{'op':'replace','path':'/a','value':1.0}]",
                "{'a':1} | {'b':1} | [{'op':'remove','path':'/a'},{'op':'add','path':'/b','value':1}]",
                "{'a':null} | {} | [{'op':'remove','path':'/a'}]",
                "{'~/':{'':1}} | {'~/':{'':2}} | [{'op':'replace','path':'/~0~1/','value':2}]",
                "[1,2,3,4] | [1,3,4] | [{'op':'remove','path':'/1'}]",
                "[1,3] | [1,2,3] | [{'op':'add','path':'/1','value':2}]",
                "[1,2,3] | [0,2,4] | [{'op':'replace','path':'/0','value':0},{'op':'replace','path':'/2','value':4}]",
                "[1] | [1,2] | [{'op':'add','path':'/1','value':2}]",
                "[5,1,1,2,2] | [1,1,2,2,8] | [{'op':'remove','path':'/0'},{'op':'add','path':'/4','value':8}]",
                "{'a':{}} | {'a':[]} | [{'op':'replace','path':'/a','value':[]}]",
                "1 | 1.00 | [{'op':'replace','path':'','value':1.00}]",
                "[{'a':1,'b':2}] | [{'a':1,'b':3},4] | [{'op':'add','path':'/1','value':4},{'op':'replace','path':'/0/b','value':3}]",
                "[{'id':1,'s':0},{'id':2,'s':0}] | [{'id':2,'s':1}] | "
                        + "[{'op':'remove','path':'/0'},{'op':'replace','path':'/0/s','value':1}]",
                "[{'id':1,'s':0},{'id':2,'s':0}] | [{'id':0,'s':0},{'id':1,'s':1}] | [{'op':'add','path':'/0','value':"
                        + "{'id':0,'s':0}},{'op':'remove','path':'/2'},{'op':'replace','path':'/1/s','value':1}]",
                "[{'id':1,'s':0}] | [{'id':2,'s':0}] | [{'op':'replace','path':'/0','value':{'id':2,'s':0}}]",
            })
    void says_what_changed_and_no_more(String from, String to, String patch) {
        assertThat(JsonDiff.between(json(from), json(to)).json())
                .hasToString(json(patch).text());
        leadsThere(json(from), json(to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tests.json", "spec_tests.json"})
    void leads_from_each_document_of_the_public_tests_to_each_of_its_pair(String file) throws IOException {
        Path tests = DATA.resolve("json-patch").resolve(file);
        assumeTrue(Files.exists(tests), () -> "no shared data at " + tests);
        int pairs = 0;
        for (JsonNode entry : LENIENT.readTree(Files.readAllBytes(tests))) {
            if (entry.has("doc") && entry.has("expected")) {
                leadsThere(Json.of(entry.get("doc")), Json.of(entry.get("expected")));
                leadsThere(Json.of(entry.get("expected")), Json.of(entry.get("doc")));
                pairs++;
            }
        }
        assertThat(pairs).isGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bakery", "observatory", "task-master-orchestrator", "task-master-testcraft"})
    void leads_from_version_to_version_of_files_with_patches_smaller_than_the_files(String history) {
        List<Json> versions = Histories.of(history).stream().map(Version::json).toList();
        long patched = 0;
        long whole = 0;
        for (int i = 1; i < versions.size(); i++) {
            patched += leadsThere(versions.get(i - 1), versions.get(i)).json().bytes().length;
            leadsThere(versions.get(i), versions.get(i - 1));
            whole += versions.get(i).bytes().length;
        }
        assertThat(patched).isLessThan(whole / 2);
    }

    @Test
    void leads_from_any_random_document_to_any_other() {
        for (long seed = 0; seed < PAIRS; seed++) {
            RandomJson random = new RandomJson(seed, false);
            Json from = random.document();
            leadsThere(from, random.document());
            leadsThere(from, random.changed(from));
        }
    }

    /** Plain documents only: zjsonpatch does not keep scales and reads ~01 as a slash. */
    @Test
    void zjsonpatch_agrees_on_what_our_patches_do() throws IOException {
        for (long seed = 0; seed < PAIRS; seed++) {
            RandomJson random = new RandomJson(seed, true);
            Json from = random.document();
            Json to = random.changed(from);
            JsonPatch patch = leadsThere(from, to);
            JsonNode theirs = com.flipkart.zjsonpatch.JsonPatch.apply(
                    patch.json().node(), JsonCodec.mapper().readTree(from.text()));
            assertThat(Json.of(theirs)).as("seed %d, %s", seed, patch).isEqualTo(to);
        }
    }

    @Test
    void large_shuffled_arrays_of_few_values_lead_there_too() {
        Random random = new Random(1);
        for (int size : new int[] {499, 501, 700, 1_500}) {
            for (int values : new int[] {3, size / 2, 100 * size}) {
                List<Integer> from = random.ints(size, 0, values).boxed().toList();
                List<Integer> to = new ArrayList<>(from);
                for (int change = 0; change < 40; change++) {
                    to.remove(random.nextInt(to.size()));
                    to.add(random.nextInt(to.size()), random.nextInt(values));
                }
                leadsThere(Json.of(from), Json.of(to));
            }
        }
    }

    @Test
    @Timeout(30)
    void a_document_of_five_megabytes_is_compared_quickly_and_precisely() {
        Json from = Json.of(tasks(0));
        List<Object> edited = new ArrayList<>(tasks(0));
        edited.add(0, "first");
        edited.remove(9_000);
        edited.set(15_000, tasks(7).get(15_000));
        edited.add("last");
        Json to = Json.of(edited);
        assertThat(from.bytes()).hasSizeGreaterThan(5_000_000);
        long start = System.nanoTime();
        JsonPatch patch = JsonDiff.between(from, to);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertThat(patch.operations()).hasSizeLessThan(10);
        assertThat(patch.apply(from).equals(to)).isTrue();
        assertThat(taken).isLessThan(Duration.ofSeconds(10)); // about one on a quiet machine
    }

    @Test
    @Timeout(30)
    void five_megabytes_of_which_everything_changed_are_compared_quickly() {
        Json from = Json.of(tasks(0));
        Json to = Json.of(tasks(1));
        assertThat(JsonDiff.between(from, to).apply(from).equals(to)).isTrue();
    }

    @Test
    @Timeout(30)
    void the_deepest_documents_do_not_overflow_the_stack() {
        String payload = "\"" + "x".repeat(1_000_000) + "\"";
        leadsThere(nested("[", "1", "]", 512), nested("[", "2", "]", 512));
        leadsThere(nested("{\"a\":", "1", "}", 512), nested("{\"a\":", "1.0", "}", 512));
        leadsThere(nested("[", payload + ",1", "]", 512), nested("[", payload + ",2", "]", 512));
        leadsThere(nested("[", "[]", "]", 511), Json.NULL);
        leadsThere(Json.NULL, nested("[", "[]", "]", 511));
    }

    private static JsonPatch leadsThere(Json from, Json to) {
        JsonPatch patch = JsonDiff.between(from, to);
        Json reached = patch.apply(from);
        if (!reached.equals(to)) {
            assertThat(reached.pretty())
                    .as("%s%n -> %s%nby %s", from, to, patch)
                    .isEqualTo(to.pretty());
            throw new AssertionError("equal texts of unequal values");
        }
        assertThat(patch.isEmpty()).isEqualTo(from.equals(to));
        return patch;
    }

    private static List<Object> tasks(int status) {
        return IntStream.range(0, 25_000)
                .<Object>mapToObj(id -> Json.parse(("{'id':%d,'title':'Task %d of a long list','status':%d,"
                                + "'dependencies':[%d,%d],'details':{'text':'%s','weight':1.50}}")
                        .formatted(id, id, status, id - 1, id - 2, "words ".repeat(20))
                        .replace('\'', '"')))
                .toList();
    }

    private static Json nested(String open, String inner, String close, int depth) {
        return Json.parse(open.repeat(depth) + inner + close.repeat(depth));
    }

    private static Json json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }
}
