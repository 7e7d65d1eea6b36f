package dev.rollback.cli.files;

import dev.rollback.api.BoardManager;
import dev.rollback.api.DocumentView;
import dev.rollback.api.HiddenTask;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.json.Json;
import dev.rollback.app.files.BoundedInput;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.cli.command.AtomicFile;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.HiddenText;
import dev.rollback.cli.command.NextSteps;
import dev.rollback.cli.terminal.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store's present document on its way to a file. What is in the file is lost only where the store has read or written it,
 * or says the same.
 */
public final class FileExport {
    private static final int MOST_NAMED = 10;

    private final CoCommand command;
    private final Path target;
    private final boolean besideAnother;
    private @Nullable Required required;

    private FileExport(CoCommand command, Path target, boolean besideAnother) {
        this.command = command;
        this.target = target;
        this.besideAnother = besideAnother;
    }

    public static FileExport to(CoCommand command, String file) {
        return new FileExport(command, command.session().surroundings().resolve(file), false);
    }

    /** To the file that imports are compared with. */
    public static FileExport back(CoCommand command) {
        DocumentView last = command.reader().documents().last();
        String source = last.source();
        if (source == null || !Path.of(source).isAbsolute()) {
            String why = source == null ? "no file was imported" : "the last document came from " + source;
            throw new RefusedException(
                    RefusalCode.NOT_FOUND,
                    "there is no file to export to: %s. 'co export --out FILE' names one.".formatted(why));
        }
        Path file = Path.of(source);
        if (!isAtHand(command, file) || (Files.exists(file) && !Files.isRegularFile(file))) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "the store names %s as its file, which is no file in this folder or the store's. If it is the right one, name it: co export --out %s"
                            .formatted(source, source));
        }
        return new FileExport(command, file, true);
    }

    // What a store names may have been put there by a stranger.
    private static boolean isAtHand(CoCommand command, Path file) {
        Stream<Path> own = command.session().address() instanceof StoreAddress.Folder folder
                        && folder.path()
                                .endsWith(StoreAddress.usual(Path.of("")).path())
                ? Stream.of(StoreAddress.home(folder))
                : Stream.empty();
        Path parent = real(file).getParent();
        return parent != null
                && Stream.concat(Stream.of(command.session().surroundings().directory()), own)
                        .anyMatch(root -> parent.startsWith(real(root)));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            Path parent = path.toAbsolutePath().normalize().getParent();
            return parent == null ? path : real(parent).resolve(path.getFileName());
        }
    }

    /**
     * Refused where the file cannot be written, or where something in it would be lost. Without this, whatever is in the file
     * is written over.
     *
     * @param remedy what to do then
     */
    public void require(String remedy) {
        try (AtomicFile whole = new AtomicFile(target)) {
            whole.requirePlace();
        }
        byte[] there = there();
        if (there != null) {
            requireNothingHidden(command.reader().hiddenTasks(), remedy);
            lossIn(there).ifPresent(loss -> {
                throw new RefusedException(RefusalCode.CONFLICT, "%s %s. %s".formatted(shown(), loss, remedy));
            });
        }
        required = new Required(there, remedy);
    }

    /** What was found in the file, null for none; refusals after it say the same remedy. */
    private record Required(byte @Nullable [] there, String remedy) {}

    /** What is in the file; null where there is none, or what has no end to compare with: a device or a pipe. */
    private byte @Nullable [] there() {
        return Files.isRegularFile(target) ? BoundedInput.EXPORTED.file(shown(), target) : null;
    }

    /** The file may be the last place in which they can still be read. */
    private void requireNothingHidden(List<HiddenTask> hidden, String remedy) {
        if (!hidden.isEmpty()) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "the store cannot read %s, and %s may still hold that. Export to another file. %s"
                            .formatted(
                                    Text.count(hidden.size(), "task") + " ("
                                            + Text.some(
                                                    hidden.stream()
                                                            .map(HiddenTask::taskId)
                                                            .toList(),
                                                    MOST_NAMED)
                                            + ")",
                                    shown(),
                                    remedy));
        }
    }

    /** Refused where the file is another than {@link #require} saw, and where it holds what the store cannot read. */
    public void write() {
        DocumentView now = command.reader().documents().present();
        HiddenText.tell(command, now.hidden());
        if (required != null && required.there() != null) {
            requireNothingHidden(now.hidden(), required.remedy());
        }
        Json document = now.document();
        if (document == null) {
            throw new RefusedException(RefusalCode.NOT_FOUND, "there is no task to export.");
        }
        String text = now.text() == null ? document.pretty() + end() : now.text();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (isThere(bytes)) {
            command.aside().line("%s is unchanged.".formatted(Text.line(shown())));
        } else {
            AtomicFile.write(target, bytes, this::requireUnchanged);
            command.aside().line("Wrote %s.".formatted(Text.line(shown())));
        }
        if (!now.hidden().isEmpty()) {
            recordCopy(command, target, document); // imports are compared with what holds all tasks
            return;
        }
        if (!Files.isRegularFile(target)) {
            return; // what went into a pipe or a device is nowhere to be compared with
        }
        // A copy elsewhere is no word about the file that imports are compared with.
        if (now.source() == null || now.source().equals(target.toString())) {
            board().recordExport(document, target.toString(), text);
        } else {
            recordCopy(command, target, document);
        }
    }

    /** To look into a backup does not take it up, so it cannot remember what was made of it. */
    static void recordCopy(CoCommand command, Path target, Json document) {
        if (command.reader().backupOf().isEmpty() && command.session().isWritable()) {
            command.board().recordCopy(document, target.toString());
        }
    }

    // The request of a rollback is that of the rollback; to remember the same export twice has no effect of its own.
    private BoardManager board() {
        if (!besideAnother) {
            return command.board();
        }
        RequestContext context = command.globals().context();
        return command.board().with(new RequestContext(context.actor(), null, context.epoch()));
    }

    private void requireUnchanged() {
        if (required != null && !Arrays.equals(required.there(), there())) {
            throw new RefusedException(
                    RefusalCode.CONFLICT,
                    "%s was edited meanwhile, and is as it was. 'co export --out %s' writes it once it was imported, or with --force."
                            .formatted(shown(), shown()));
        }
    }

    private boolean isThere(byte[] bytes) {
        try {
            return Files.isRegularFile(target) && Files.size(target) == bytes.length && Arrays.equals(bytes, there());
        } catch (IOException e) {
            throw BoundedInput.unreadable(shown(), target, e);
        }
    }

    /** Where it is not known how the file is to end, it ends as it did. */
    private String end() {
        byte[] old = required == null ? there() : required.there();
        return old == null || (old.length > 0 && old[old.length - 1] == '\n') ? "\n" : "";
    }

    private String shown() {
        return NextSteps.shown(command, target.toString());
    }

    private Optional<String> lossIn(byte[] there) {
        return switch (command.reader().documents().content(target, there)) {
            case KNOWN -> Optional.empty();
            case EDITED -> Optional.of("was edited since it was last imported or exported");
            case UNKNOWN ->
                Optional.of(
                        "is not known to this store, which has neither imported nor exported it, and does not say what the store says");
        };
    }
}
