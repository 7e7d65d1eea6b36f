package dev.rollback.app.cli;

import dev.rollback.app.StoreAddress;
import dev.rollback.app.StoreAddress.Folder;
import dev.rollback.app.Stores;
import picocli.CommandLine.Command;

/** {@code co init}. */
@Command(name = "init", description = "Make a store, by default in .taskmaster/rollbacks of this folder.")
final class InitCommand extends CoCommand {
    @Override
    void run() {
        Surroundings surroundings = session().surroundings();
        StoreAddress address = session().addressForNew();
        boolean existed = Stores.exists(address, surroundings.environment(), surroundings.clock());
        Stores.create(address, surroundings.environment(), surroundings.clock()).close();
        paper().line((existed ? "There is a store in %s already." : "Made a store in %s.")
                .formatted(Text.line(shown(address))));
    }

    private String shown(StoreAddress address) {
        if (!(address instanceof Folder folder)) {
            return address.toString();
        }
        String relative =
                session().surroundings().directory().relativize(folder.path()).toString();
        return relative.isEmpty() ? "." : relative;
    }
}
