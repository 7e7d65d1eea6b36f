package dev.rollback.cli.store;

import dev.rollback.app.OpenStore;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.app.stores.Stores;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.ProcessContext;
import dev.rollback.cli.terminal.Text;
import picocli.CommandLine.Command;

/** {@code co init}. */
@Command(name = "init", description = "Create a store, by default in .taskmaster/rollbacks of this folder.")
public final class InitCommand extends CoCommand {
    @Override
    protected void run() {
        ProcessContext surroundings = session().surroundings();
        StoreAddress address = session().addressForNew();
        boolean existed = Stores.exists(address, surroundings.environment(), surroundings.clock());
        OpenStore.create(address, surroundings.environment(), surroundings.clock())
                .close();
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
