package dev.rollback.app.cli;

import dev.rollback.api.BoardQuery.FindDocument;
import dev.rollback.api.BoardQuery.FindDocumentAt;
import dev.rollback.api.BoardQuery.FindLastDocument;
import dev.rollback.api.DocumentAtView;
import dev.rollback.api.DocumentView;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.InvalidJsonException;
import dev.rollback.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code co export}. */
@Command(name = "export", description = "Write the store's present state as a Task Master file.")
final class ExportCommand extends CoCommand {
    @Option(
            names = "--format",
            paramLabel = "FORM",
            completionCandidates = Forms.class,
            description = "task-master, the only one yet.")
    String form = "task-master";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            completionCandidates = WordKind.File.class,
            description = "Write here, atomically; else to standard output.")
    @Nullable
    String file;

    @Option(names = "--force", description = "Overwrite a file that was edited since it was imported or exported.")
    boolean force;

    @Mixin
    AtOption at;

    /** For completion. */
    static final class Forms implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("task-master").iterator();
        }
    }

    @Override
    void run() {
        if (!form.equals("task-master")) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT, "'%s' is no format: only task-master is.".formatted(form));
        }
        Moment moment = at.moment(this).orElse(null);
        if (moment == null) {
            session().carryOutWhatIsDue();
        }
        Json document = moment == null
                ? session().documents().find(new FindDocument()).document()
                : then(session().documents().find(new FindDocumentAt(moment)));
        if (document == null) {
            throw new RefusedException(RefusalCode.NOT_FOUND, "there is no task to export.");
        }
        if (file == null) {
            out().println(document.pretty());
        } else if (moment == null) {
            write(file, document);
        } else {
            writeCopy(file, document);
        }
    }

    private @Nullable Json then(DocumentAtView view) {
        AtOption.tell(this, view.at());
        return view.document();
    }

    /** A document of the past is no word about the file that imports are compared with, and replaces nothing unasked. */
    private void writeCopy(String name, Json document) {
        Path target = session().surroundings().resolve(name);
        if (Files.exists(target) && !force) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "%s is there already, and a document of the past is a copy. Name a new file, or --force."
                            .formatted(name));
        }
        WholeFile.write(target, (document.pretty() + "\n").getBytes(StandardCharsets.UTF_8));
        aside().line("Wrote %s.".formatted(Text.line(name)));
    }

    private void write(String name, Json document) {
        Path target = session().surroundings().resolve(name);
        boolean exists = Files.exists(target);
        byte[] old = exists ? Values.read(target) : new byte[] {'\n'};
        if (exists && !force) {
            refuseEdited(target, old, document);
        }
        String text = document.pretty() + (endsWithNewline(old) ? "\n" : "");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (exists && Arrays.equals(bytes, old)) {
            aside().line("%s is unchanged.".formatted(Text.line(name)));
        } else {
            WholeFile.write(target, bytes);
            aside().line("Wrote %s.".formatted(Text.line(name)));
        }
        String kept = session().documents().find(new FindLastDocument()).source();
        // A copy elsewhere is no word about the file that imports are compared with.
        if (kept == null || kept.equals(target.toString())) {
            board().recordExport(document, target.toString());
        }
    }

    private void refuseEdited(Path target, byte[] old, Json document) {
        DocumentView last = session().documents().find(new FindLastDocument());
        Json there = parsed(old);
        if (there == null || !(there.equals(last.document()) || there.equals(document))) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "%s differs from what was last imported or exported: somebody edited it. Import it first, or --force."
                            .formatted(NextSteps.shown(this, target.toString())));
        }
    }

    private static @Nullable Json parsed(byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (InvalidJsonException e) {
            return null;
        }
    }

    private static boolean endsWithNewline(byte[] bytes) {
        return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
    }
}
