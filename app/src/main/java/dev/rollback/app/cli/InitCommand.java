package dev.rollback.app.cli;

import dev.rollback.app.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code co init}. */
@Command(name = "init", description = "Make a store, by default in .taskmaster/rollbacks of this folder.")
final class InitCommand extends CoCommand {
    @Override
    void run() {
        Surroundings surroundings = session().surroundings();
        Path directory = session().directoryForNew();
        boolean existed = Files.exists(Stores.file(directory));
        Stores.create(directory, surroundings.clock()).close();
        String shown = surroundings.directory().relativize(directory).toString();
        out().println((existed ? "There is a store in %s already." : "Made a store in %s.")
                .formatted(shown.isEmpty() ? "." : shown));
    }
}
