package dev.rollback.app.cli;

import dev.rollback.api.ImportReport;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co import}. */
@Command(name = "import", description = "Take in what changed in Task Master files, one after the other.")
@SuppressWarnings("NullAway.Init") // picocli sets the files
final class ImportCommand extends CoCommand {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Such as .taskmaster/tasks/tasks.json.")
    List<String> files;

    @Option(names = "--as-of", paramLabel = "TIME", description = "The file's own time (RFC 3339).")
    @Nullable
    String asOf;

    @Option(names = "--keep-ours", description = "Where file and store changed the same field, keep the store's.")
    boolean keepOurs;

    @Override
    void run() {
        Instant time = asOf == null ? null : time(asOf);
        Map<Path, Json> documents = new LinkedHashMap<>();
        for (String file : files) {
            Path path = session().surroundings().resolve(file);
            documents.put(path, Values.parse(file, Values.read(path)));
        }
        List<Map<String, Object>> results = new ArrayList<>();
        documents.forEach((path, document) -> {
            ImportReport report = board().importDocument(document, path.toString(), time, keepOurs);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("file", path.toString());
            result.put("report", report);
            results.add(result);
            report.warnings().forEach(warning -> err().println("warning: " + Text.line(warning)));
        });
        output().list(
                        "imports",
                        results,
                        results.size(),
                        result -> String.valueOf(result.get("file")),
                        () -> results.forEach(this::print));
    }

    private void print(Map<String, Object> result) {
        String file = NextSteps.shown(this, String.valueOf(result.get("file")));
        if (!(result.get("report") instanceof ImportReport report)) {
            throw new IllegalStateException("a result without its report");
        }
        if (report.nothingChanged()) {
            out().println("%s: nothing changed: it says what the document last imported or exported said (%s)."
                    .formatted(file, Text.count(report.unchanged(), "task")));
            return;
        }
        List<String> parts = new ArrayList<>();
        add(parts, report.registered().size(), "new");
        add(parts, report.changed().size(), "changed");
        add(parts, report.returned().size(), "returned");
        add(parts, report.withdrawn().size(), "withdrawn");
        add(parts, report.unchanged(), "unchanged");
        if (report.boardChanged() && parts.isEmpty()) {
            parts.add("the file's own data changed");
        }
        out().println(file + ": " + String.join(", ", parts));
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private static Instant time(String given) {
        try {
            return OffsetDateTime.parse(given).toInstant();
        } catch (DateTimeParseException e) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "'%s' is no time: write it as in 2026-11-23T10:00:00+01:00.".formatted(given),
                    e);
        }
    }
}
