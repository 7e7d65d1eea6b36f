package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.docs.Documents.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs every console session of the documents with {@code co}, in a folder that holds the files the document shows, and
 * compares what it prints; ids, times, hashes and the user's name may be others. In a document, {@code …} stands for
 * anything within a line, and alone on a line for any lines. What a {@code sh} block without a name exports holds from there on; {@code
 * db.example} is a database server of the test's own, which has run the document's {@code sql}.
 */
final class ConsoleSessions {
    private static final Set<String> FILES = Set.of("json", "sh");
    private static final Path HOW_TO = Path.of("docs", "how-to");

    private ConsoleSessions() {}

    static boolean isHowTo(Path document) {
        return Documents.ROOT.relativize(document).startsWith(HOW_TO);
    }

    static List<DynamicTest> of(Predicate<Path> which, Path temporary) {
        List<DynamicTest> sessions = new ArrayList<>();
        for (Path document : Documents.all()) {
            List<Block> blocks = Documents.blocks(document);
            if (which.test(document)
                    && blocks.stream().anyMatch(block -> block.language().equals("console"))) {
                String name = Documents.ROOT.relativize(document).toString();
                Path folder = temporary.resolve(name.replace('/', '-'));
                sessions.add(DynamicTest.dynamicTest(name, () -> run(new CoProcess(folder), blocks)));
            }
        }
        assertThat(sessions).isNotEmpty();
        return sessions;
    }

    private static void run(CoProcess shell, List<Block> blocks) throws Exception {
        ExampleServer server = ExampleServer.of(blocks);
        for (Block block : blocks) {
            if (!block.name().isEmpty() && FILES.contains(block.language())) {
                Path file = shell.directory().resolve(block.name());
                Files.createDirectories(file.getParent());
                Files.writeString(file, server.real(block.text()));
            } else if (block.language().equals("sh")) {
                exports(block.text()).forEach(shell::export);
            } else if (block.language().equals("console")) {
                String printed = replay(shell, server.real(block.text()));
                check(normal(server.told(printed)), normal(block.text()));
            }
        }
    }

    private static Map<String, String> exports(String script) {
        return script.lines()
                .filter(line -> line.startsWith("export "))
                .map(line -> line.substring("export ".length()))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
    }

    private static String replay(CoProcess shell, String session) throws Exception {
        StringBuilder printed = new StringBuilder();
        for (String line : session.lines().toList()) {
            if (line.startsWith("$ ")) {
                printed.append(line).append('\n').append(shell.run(line.substring(2)));
            }
        }
        return printed.toString();
    }

    private static void check(String actual, String expected) {
        if (!pattern(expected).matcher(actual).matches()) {
            assertThat(actual).isEqualTo(expected); // fails, and shows where
        }
    }

    static Pattern pattern(String expected) {
        StringBuilder pattern = new StringBuilder();
        for (String line : expected.lines().toList()) {
            String text = Arrays.stream(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            pattern.append(line.equals("…") ? "(?:\n.*)*?" : "\n" + text);
        }
        return Pattern.compile(pattern.substring(1));
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
