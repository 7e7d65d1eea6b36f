package dev.rollback.cli.files;

import dev.rollback.api.BoardManager;
import dev.rollback.api.ImportReport;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.Json;
import dev.rollback.app.files.BoundedInput;
import dev.rollback.app.reader.DocumentReader;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.NextSteps;
import dev.rollback.cli.command.Values;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Text;
import java.nio.charset.StandardCharsets;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code co import}. */
@Command(name = "import", description = "Import the changes of Task Master files, in this order.")
@SuppressWarnings("NullAway.Init") // picocli sets the files
public final class ImportCommand extends AnswerCommand {
    @Parameters(
            paramLabel = "FILE",
            completionCandidates = WordKind.File.class,
            arity = "1..*",
            description = "Task Master file, such as .taskmaster/tasks/tasks.json; - reads standard input.")
    List<String> files;

    @Option(names = "--as-of", paramLabel = "TIME", description = "Time of the file's content (RFC 3339).")
    @Nullable
    String asOf;

    @Option(names = "--keep-ours", description = "Keep the store's value of a field that file and store both changed.")
    boolean keepOurs;

    @Override
    protected void run() {
        Instant time = asOf == null ? null : time(asOf);
        if (time != null && files.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--as-of speaks of one file, not of several");
        }
        List<Document> documents = files.stream().map(this::read).toList();
        List<Map<String, Object>> results = new ArrayList<>();
        for (Document document : documents) {
            ImportReport report = board(results.size()).importText(document.text(), document.source(), time, keepOurs);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("file", document.source());
            result.put("report", report);
            results.add(result);
            report.warnings().forEach(this::warn);
        }
        output().list(
                        "imports",
                        results,
                        results.size(),
                        result -> String.valueOf(result.get("file")),
                        () -> results.forEach(this::print));
    }

    private record Document(String source, String text) {}

    private Document read(String file) {
        String source =
                file.equals("-") ? file : session().surroundings().resolve(file).toString();
        byte[] bytes = Values.file(session().surroundings(), file, BoundedInput.DOCUMENT);
        Json content = Values.document(file, bytes);
        try {
            DocumentReader.requireReadable(content);
        } catch (RefusedException e) {
            throw new RefusedException(e.code(), "%s: %s".formatted(file, e.getMessage()), e);
        }
        return new Document(source, new String(bytes, StandardCharsets.UTF_8));
    }

    // Each file is a request of its own.
    private BoardManager board(int number) {
        return number == 0
                ? board()
                : board().with(globals().context().withRequestId(globals().requestId() + "#" + (number + 1)));
    }

    private void print(Map<String, Object> result) {
        String file = Text.line(NextSteps.shown(this, String.valueOf(result.get("file"))));
        if (!(result.get("report") instanceof ImportReport report)) {
            throw new IllegalStateException("a result without its report");
        }
        if (report.nothingChanged() && report.unchanged() == 0) {
            paper().line("%s: nothing changed: there is no task in it.".formatted(file));
            return;
        } else if (report.nothingChanged()) {
            paper().line("%s: nothing changed: it says what the document last imported or exported said (%s)."
                    .formatted(file, Text.count(report.unchanged(), "task")));
            return;
        }
        List<String> parts = new ArrayList<>();
        add(parts, report.registered().size(), "new");
        add(parts, report.changed().size(), "changed");
        add(parts, report.returned().size(), "returned");
        add(parts, report.withdrawn().size(), "withdrawn");
        if (report.boardChanged() && parts.isEmpty()) {
            parts.add("only the file's own data or its layout changed");
        }
        add(parts, report.unchanged(), "unchanged");
        paper().line(file + ": " + String.join(", ", parts));
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
