package dev.rollback.app.settings;

import dev.rollback.api.RefusedException;
import dev.rollback.app.stores.StoreAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A person's word for what was found in a folder, as {@code co trust} gives it. */
public final class Trust {
    private final List<Doubt> asked;
    private final TrustMemory memory;

    /**
     * What is found in a folder, whatever options and variables name.
     *
     * @param environment where the person's home is looked up
     * @throws RefusedException INVALID_INPUT where what is found does not fit
     */
    public Trust(Path folder, Map<String, String> environment) {
        Map<String, String> home = new HashMap<>(environment);
        home.keySet().removeIf(name -> name.startsWith("CO_"));
        this.memory = new TrustMemory(UserFolder.of(environment));
        this.asked = Stream.concat(
                        Settings.load(folder, home, Map.of()).doubts().stream(), aboutUsual(folder, memory).stream())
                .distinct()
                .toList();
    }

    /**
     * The store in the usual place of a folder, where a new one is made.
     *
     * @throws RefusedException NOT_TRUSTED where that place leads elsewhere, or is another user's
     */
    public static StoreAddress usualStore(Path folder, Map<String, String> environment) {
        aboutUsual(folder, new TrustMemory(UserFolder.of(environment))).ifPresent(doubt -> {
            throw doubt.refusal();
        });
        return StoreAddress.usual(folder);
    }

    private static Optional<Doubt> aboutUsual(Path folder, TrustMemory memory) {
        return new Doubts(Ownership::stranger).usual(StoreAddress.usual(folder)).filter(doubt -> !memory.holds(doubt));
    }

    /** What is not followed until the person says so. */
    public List<Doubt> asked() {
        return asked;
    }

    /**
     * Follows it from now on, until its content or the place of its store changes.
     *
     * @return the file in which that is remembered; whoever deletes it takes the word back
     */
    public Path give(Doubt doubt) {
        return memory.remember(doubt);
    }
}
