package dev.rollback.cli.store;

import dev.rollback.app.stores.BackupView;
import dev.rollback.app.stores.Stores;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.NextSteps;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code co backup}. */
@Command(name = "backup", description = "Copy the store to a file while it is in use.")
@SuppressWarnings("NullAway.Init") // picocli sets the file
public final class BackupCommand extends AnswerCommand {
    @Parameters(
            paramLabel = "FILE",
            completionCandidates = WordKind.File.class,
            description = "New file; named DIR/store.db, DIR is a store.")
    String target;

    @Option(names = "--force", description = "Replace an existing file.")
    boolean force;

    @Override
    protected void run() {
        BackupView backup = session().backup().write(session().surroundings().resolve(target), force);
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("file", backup.file().toString());
        item.put("madeAt", backup.madeAt());
        item.put("events", backup.events());
        item.put("bytes", backup.bytes());
        output().one("backup", item, backup.file().toString(), () -> print(backup));
    }

    private void print(BackupView backup) {
        String file = NextSteps.shown(this, backup.file().toString());
        paper().line("Wrote %s: %s, %s, as of %s."
                .formatted(
                        file, Text.count(backup.events(), "event"), Text.size(backup.bytes()), time(backup.madeAt())));
        aside().line(howToOpen(backup.file()));
    }

    private String howToOpen(Path file) {
        if (!file.equals(Stores.file(file.resolveSibling("")))) {
            return "To look into it, name it store.db in a folder of its own, and that with --store.";
        }
        Path folder = file.getParent();
        return "To look into it: co status --store " + NextSteps.shown(this, String.valueOf(folder));
    }
}
