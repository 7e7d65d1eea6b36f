package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.docs.Documents.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the documents say stands: links lead somewhere, Java code is the code of a test. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");

    @Test
    void every_link_within_the_project_leads_somewhere() {
        List<String> dead = new ArrayList<>();
        for (Path document : Documents.all()) {
            Matcher link = LINK.matcher(prose(document));
            while (link.find()) {
                Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
                if (!Files.exists(target) || !hasHeading(target, link.group(2))) {
                    dead.add(document + " → " + link.group());
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void every_java_block_is_the_region_of_a_test_that_it_names() {
        List<String> seen = new ArrayList<>();
        for (Path document : Documents.all()) {
            for (Block block : Documents.blocks(document)) {
                if (block.language().equals("java")) {
                    assertThat(block.text().strip())
                            .as("%s in %s", block.name(), document)
                            .isEqualTo(region(block.name()));
                    seen.add(block.name());
                }
            }
        }
        assertThat(seen).contains("ReadmeExampleTest#readme", "PlainAxonApplicationTest#configuration");
    }

    @Test
    void the_build_runs_the_test_command_of_the_readme() {
        String script = Documents.read(Documents.ROOT.resolve(".ci/run"));
        String command = script.lines()
                .filter(line -> line.startsWith("./mvnw"))
                .findFirst()
                .orElseThrow();
        String readme = Documents.read(Documents.ROOT.resolve("README.md"));

        assertThat(readme.lines().map(line -> line.replaceFirst("\\s+#.*", ""))).contains(command);
    }

    private static boolean hasHeading(Path document, @Nullable String anchor) {
        return anchor == null
                || prose(document)
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .map(DocumentsTest::anchor)
                        .anyMatch(anchor::equals);
    }

    /** As the usual hosts make it of a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+\\s+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static String prose(Path document) {
        return FENCED.matcher(Documents.read(document)).replaceAll("");
    }

    private static String region(String name) {
        String[] parts = name.split("#");
        String source =
                Documents.read(Documents.ROOT.resolve("docs/src/test/java/dev/rollback/docs/" + parts[0] + ".java"));
        Matcher region = Pattern.compile("(?ms)^ *// region " + parts[1] + "\\n(.*?)^ *// endregion")
                .matcher(source);
        assertThat(region.find()).as("region %s", name).isTrue();
        return region.group(1).stripTrailing().stripIndent(); // a last, empty line would count as one without indent
    }
}
