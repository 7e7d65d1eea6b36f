package dev.rollback.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What a build ran and what it did not, read from the reports of all modules.
 *
 * @param tests how many there are, skipped ones among them
 * @param skipped one for each test
 * @param onSqliteAlone classes that are on both databases by turns, and were not on PostgreSQL this time
 */
record BuildReport(int tests, List<Skip> skipped, List<String> onSqliteAlone) {
    private static final List<String> REPORTS = List.of("surefire-reports", "failsafe-reports");
    private static final String ASSUMPTION = "Assumption failed: ";

    /** @param reason as the test says it */
    record Skip(String testClass, String reason) {}

    static BuildReport of(Path root) {
        int tests = 0;
        List<Skip> skipped = new ArrayList<>();
        for (Path report : reports(root)) {
            NodeList cases = parsed(report).getElementsByTagName("testcase");
            tests += cases.getLength();
            for (int i = 0; i < cases.getLength(); i++) {
                Element test = (Element) cases.item(i);
                if (test.getElementsByTagName("skipped").item(0) instanceof Element skip) {
                    skipped.add(new Skip(test.getAttribute("classname"), reason(skip)));
                }
            }
        }
        return new BuildReport(tests, skipped, names(root.resolve("target/on-sqlite-alone")));
    }

    /** Lines for the end of a build. */
    String text(String turn) {
        StringBuilder text = new StringBuilder("Tests: %,d, of which skipped: %,d%n".formatted(tests, skipped.size()));
        TreeMap<String, Integer> counts = new TreeMap<>();
        skipped.forEach(skip -> counts.merge(skip.testClass() + ": " + skip.reason(), 1, Integer::sum));
        counts.forEach((what, count) -> text.append("  %,d × %s%n".formatted(count, what)));
        if (!onSqliteAlone.isEmpty()) {
            text.append(
                            "On PostgreSQL by turns, and this time on SQLite alone: %,d classes; -Dtest.turn=%s chooses the same,"
                                    .formatted(onSqliteAlone.size(), turn))
                    .append(" -Pthorough runs all on both\n");
        }
        return text.toString();
    }

    private static String reason(Element skip) {
        String said = skip.getAttribute("message").isEmpty() ? skip.getTextContent() : skip.getAttribute("message");
        String reason = said.strip()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.endsWith("Exception:"))
                .findFirst()
                .orElse("no reason is said");
        int assumption = reason.indexOf(ASSUMPTION);
        return assumption < 0 ? reason : reason.substring(assumption + ASSUMPTION.length());
    }

    private static List<Path> reports(Path root) {
        try (Stream<Path> modules = Files.list(root)) {
            return modules.flatMap(module -> REPORTS.stream().map(module.resolve("target")::resolve))
                    .filter(Files::isDirectory)
                    .flatMap(folder -> names(folder).stream()
                            .filter(name -> name.startsWith("TEST-") && name.endsWith(".xml"))
                            .map(folder::resolve))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Element parsed(Path report) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(report.toFile()).getDocumentElement();
        } catch (Exception e) {
            throw new IllegalStateException("not a test report: " + report, e);
        }
    }
}
