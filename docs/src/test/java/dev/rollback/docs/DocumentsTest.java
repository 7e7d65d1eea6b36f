package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.docs.Documents.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents say stands: links lead somewhere, Java code is the code of a test. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void every_link_within_the_project_leads_somewhere() {
        List<String> dead = new ArrayList<>();
        for (Path document : Documents.all()) {
            Matcher link = LINK.matcher(Documents.read(document));
            while (link.find()) {
                if (!Files.exists(document.resolveSibling(link.group(1)))) {
                    dead.add(document + " → " + link.group(1));
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

    private static String region(String name) {
        String[] parts = name.split("#");
        String source =
                Documents.read(Documents.ROOT.resolve("docs/src/test/java/dev/rollback/docs/" + parts[0] + ".java"));
        Matcher region = Pattern.compile("(?ms)^ *// region " + parts[1] + "\\n(.*?)^ *// endregion")
                .matcher(source);
        assertThat(region.find()).as("region %s", name).isTrue();
        return region.group(1).stripIndent().strip();
    }
}
