package dev.rollback.cli;

import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A folder in which somebody uses {@code co}, and what its environment says there: of a store in a database, where that
 * is. The store of a folder is in the usual place below it, which need not be said.
 */
record Workplace(Path folder, Map<String, String> environment) {

    static Workplace of(StoreKind kind, Path folder) {
        return new Workplace(folder, kind == StoreKind.SQLITE ? Map.of() : Map.of("CO_STORE", kind.address(folder)));
    }

    Workplace with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Workplace(folder, all);
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }
}
