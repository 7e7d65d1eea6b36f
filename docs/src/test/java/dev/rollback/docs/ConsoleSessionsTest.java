package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.docs.Documents.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every console session of the documents with the packaged {@code co}, in a folder that holds the files the
 * document shows, and compares what it prints; ids, times, hashes and the user's name may be others.
 */
class ConsoleSessionsTest {
    private static final Path BIN = Documents.ROOT.resolve("app/target/co/bin");

    @TestFactory
    List<DynamicTest> every_console_session_prints_what_its_document_says(@TempDir Path temporary) {
        List<DynamicTest> sessions = new ArrayList<>();
        for (Path document : Documents.all()) {
            List<Block> blocks = Documents.blocks(document);
            if (blocks.stream().anyMatch(block -> block.language().equals("console"))) {
                String name = Documents.ROOT.relativize(document).toString();
                Path folder = temporary.resolve(name.replace('/', '-'));
                sessions.add(DynamicTest.dynamicTest(name, () -> run(folder, blocks)));
            }
        }
        assertThat(sessions).isNotEmpty();
        return sessions;
    }

    private static void run(Path folder, List<Block> blocks) throws Exception {
        assertThat(BIN.resolve("co"))
                .as("the packaged co, made by './mvnw package'")
                .isExecutable();
        Files.createDirectories(folder);
        for (Block block : blocks) {
            if (block.language().equals("json") && !block.name().isEmpty()) {
                Path file = folder.resolve(block.name());
                Files.createDirectories(file.getParent());
                Files.writeString(file, block.text());
            } else if (block.language().equals("console")) {
                assertThat(normal(replay(folder, block.text()))).isEqualTo(normal(block.text()));
            }
        }
    }

    private static String replay(Path folder, String session) throws Exception {
        StringBuilder printed = new StringBuilder();
        for (String line : session.lines().toList()) {
            if (line.startsWith("$ ")) {
                printed.append(line).append('\n').append(shell(folder, line.substring(2)));
            }
        }
        return printed.toString();
    }

    private static String shell(Path folder, String command) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> environment = shell.environment();
        environment.put("PATH", BIN + ":" + environment.get("PATH"));
        environment.remove("CO_STORE");
        Process process = shell.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return printed;
    }

    private static String normal(String session) {
        return session.replaceAll("\\b(rb|cp)-[0-9a-hjkmnp-tv-z]{16}\\b", "$1-…")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d\\d:\\d\\d", "TIME")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("\\b[0-9a-f]{64}\\b", "HASH")
                .replaceAll("plan [0-9a-f]{12}", "plan HASH")
                .replaceAll("TIME by \\S+", "TIME by SOMEBODY")
                .replaceAll("(?m)^store: .*$", "store: HERE")
                .replaceAll(" +", " ")
                .strip();
    }
}
