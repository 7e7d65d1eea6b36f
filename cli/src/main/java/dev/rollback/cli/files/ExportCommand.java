package dev.rollback.cli.files;

import dev.rollback.api.DocumentAtView;
import dev.rollback.api.DocumentView;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.Json;
import dev.rollback.cli.command.AtOption;
import dev.rollback.cli.command.AtomicFile;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.HiddenText;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Text;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code co export}. */
@Command(name = "export", description = "Write the current state as a Task Master file.")
public final class ExportCommand extends CoCommand {
    @Option(
            names = "--format",
            paramLabel = "FORM",
            completionCandidates = Forms.class,
            description = "Format: task-master.")
    String form = "task-master";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            completionCandidates = WordKind.File.class,
            description = "Write to FILE atomically (default, and with -: standard output).")
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
    protected void run() {
        file = named(file);
        if (!form.equals("task-master")) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT, "'%s' is no format: only task-master is.".formatted(form));
        }
        Moment moment = at.moment(this).orElse(null);
        if (moment == null) {
            session().carryOutWhatIsDue();
        }
        if (file != null && moment == null) {
            FileExport export = FileExport.to(this, file);
            if (!force) {
                export.require("Import it first, or --force.");
            }
            export.write();
            return;
        }
        DocumentView view = moment == null ? reader().documents().present() : then(moment);
        HiddenText.tell(this, view.hidden());
        Json document = view.document();
        if (document == null) {
            throw new RefusedException(RefusalCode.NOT_FOUND, "there is no task to export.");
        }
        String text = view.text() == null ? document.pretty() + "\n" : view.text();
        if (file == null) {
            print(text);
        } else {
            writeCopy(file, document, text);
        }
    }

    /** What steers a terminal is no part of what a person is to read. */
    private void print(String text) {
        PrintStream redirected = globals().redirected();
        if (redirected == null) {
            String lines = text.replace("\r\n", "\n").replace('\r', '\n');
            out().print(lines.startsWith("\uFEFF") ? lines.substring(1) : lines);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            redirected.write(bytes, 0, bytes.length);
            redirected.flush();
        }
    }

    private DocumentView then(Moment moment) {
        DocumentAtView view = reader().documents().at(moment);
        AtOption.tell(this, view.at());
        return new DocumentView(view.document(), null, view.text(), view.hidden());
    }

    /** A document of the past is no word about the file that imports are compared with, and replaces nothing unasked. */
    private void writeCopy(String name, Json document, String text) {
        Path target = session().surroundings().resolve(name);
        if (Files.exists(target) && !force) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "%s is there already, and a document of the past is a copy. Name a new file, or --force."
                            .formatted(name));
        }
        AtomicFile.write(target, text.getBytes(StandardCharsets.UTF_8));
        aside().line("Wrote %s.".formatted(Text.line(name)));
        FileExport.recordCopy(this, target, document);
    }
}
