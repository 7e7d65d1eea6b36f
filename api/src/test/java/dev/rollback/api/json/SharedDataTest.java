package dev.rollback.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollback.api.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The public conformance tests of RFC 6902, and Task Master files of real projects and of our own. What is not ours is beside
 * the checkout; where it is absent, these cases are skipped.
 */
class SharedDataTest {
    private static final Path DATA = Path.of(System.getProperty("shared.data", "absent"));
    private static final Path OWN =
            Path.of(System.getProperty("project.root", ".."), "engine/src/test/resources/boards");

    /** Disabled entries have duplicate keys. */
    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"tests.json", "spec_tests.json"})
    void the_public_json_patch_tests_hold(String file) throws IOException {
        int held = 0;
        for (JsonNode lenient :
                LENIENT.readTree(Files.readAllBytes(there("json-patch").resolve(file)))) {
            if (lenient.path("disabled").asBoolean()) {
                continue;
            }
            Json entry = Json.of(lenient);
            Json document = entry.get("doc").orElseThrow();
            Json before = Json.parse(document.text());
            if (entry.get("error").isPresent()) {
                assertThatExceptionOfType(RefusedException.class)
                        .as(entry.text())
                        .isThrownBy(() -> apply(entry, document));
            } else {
                Json after = apply(entry, document);
                entry.get("expected")
                        .ifPresent(
                                expected -> assertThat(after).as(entry.text()).isEqualTo(expected));
            }
            assertThat(document).as("input after %s", entry).isEqualTo(before);
            held++;
        }
        assertThat(held).isGreaterThanOrEqualTo(16);
    }

    /** Some files have an array written by hand on one line. */
    @ParameterizedTest
    @CsvSource({"bakery, 8, 1", "observatory, 6, 0", "task-master-orchestrator, 23, 2", "task-master-testcraft, 25, 0"})
    void real_files_read_back_equal_and_pretty_text_is_the_files_own(String folder, int all, int inAnotherForm)
            throws IOException {
        List<String> otherForm = new ArrayList<>();
        int files = 0;
        try (Stream<Path> paths = Files.list(there(folder))) {
            for (Path path : paths.sorted().toList()) {
                files++;
                Json json = read(path);
                assertThat(Json.parse(json.text())).isEqualTo(json);
                assertThat(Json.parse(json.canonical()).sha256()).isEqualTo(json.sha256());
                if (!json.pretty().equals(Files.readString(path).stripTrailing())) {
                    otherForm.add(path.getFileName().toString());
                }
            }
        }
        assertThat(files).isEqualTo(all);
        assertThat(otherForm).hasSize(inAnotherForm);
    }

    @Test
    void neighbouring_versions_of_a_file_differ() throws IOException {
        try (Stream<Path> paths = Files.list(there("bakery"))) {
            List<Path> sorted = paths.sorted().toList();
            assertThat(read(sorted.get(0))).isNotEqualTo(read(sorted.get(1)));
        }
    }

    private static Path there(String folder) {
        Path own = OWN.resolve(folder);
        Path path = Files.isDirectory(own) ? own : DATA.resolve(folder);
        assumeTrue(Files.isDirectory(path), () -> "the shared data is not there: no " + path);
        return path;
    }

    private static Json apply(Json entry, Json document) {
        return JsonPatch.parse(entry.get("patch").orElseThrow()).apply(document);
    }

    private static Json read(Path path) throws IOException {
        return Json.parse(Files.readAllBytes(path));
    }
}
