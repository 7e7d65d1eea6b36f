package dev.rollback.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Markdown files of the project and the fenced blocks in them. */
final class Documents {
    static final Path ROOT = Path.of(System.getProperty("project.root"));

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\\n(.*?)^```$");

    /** A fenced block: its language, the word after it (a file's or a region's name, or ""), and its text. */
    record Block(String language, String name, String text) {}

    private Documents() {}

    static List<Path> all() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> documents =
                    new ArrayList<>(docs.filter(file -> file.toString().endsWith(".md"))
                            .filter(file -> !file.toString().contains("/target/"))
                            .sorted()
                            .toList());
            for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")) {
                documents.add(ROOT.resolve(name));
            }
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Block> blocks(Path document) {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(read(document));
        while (found.find()) {
            String name = found.group(2) == null ? "" : found.group(2);
            blocks.add(new Block(found.group(1), name, found.group(3)));
        }
        return blocks;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
