package dev.rollback.app.cli;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.Json;
import dev.rollback.app.StoreAddress;
import dev.rollback.app.StoreAddress.Folder;
import dev.rollback.app.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the store is: {@code --store}, else {@code CO_STORE}, else the configuration file's, else the nearest {@code
 * .taskmaster/rollbacks} upwards.
 */
final class StoreLocation {
    private static final String CONFIGURATION = "orchestrator_config.json";
    private static final String SETTING = "rollback_storage_dir";
    private static final Path USUAL = Path.of(".taskmaster", "rollbacks");

    private StoreLocation() {}

    static Optional<StoreAddress> find(Surroundings surroundings, @Nullable String option) {
        return said(surroundings, option)
                .or(() -> upwards(surroundings.directory()).map(Folder::new));
    }

    /** Where a new store belongs. */
    static StoreAddress forNew(Surroundings surroundings, @Nullable String option) {
        return said(surroundings, option)
                .orElseGet(() -> new Folder(surroundings.directory().resolve(USUAL)));
    }

    private static Optional<StoreAddress> said(Surroundings surroundings, @Nullable String option) {
        String said = option != null ? option : surroundings.environment().getOrDefault("CO_STORE", "");
        if (option != null || !said.isEmpty()) {
            return Optional.of(StoreAddress.of(said, surroundings.directory()));
        }
        return configured(surroundings);
    }

    /** By the nearest configuration file upwards; its folder is where a relative name begins. */
    private static Optional<StoreAddress> configured(Surroundings surroundings) {
        for (Path folder = surroundings.directory(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(CONFIGURATION);
            if (Files.isRegularFile(file)) {
                Path home = folder;
                return Values.parse(file.toString(), Values.read(file))
                        .get(SETTING)
                        .map(setting -> StoreAddress.of(name(file, setting), home));
            }
        }
        return Optional.empty();
    }

    private static String name(Path file, Json setting) {
        if (!setting.isString() || setting.asText().isBlank()) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT, "%s: /%s must name a folder or a database.".formatted(file, SETTING));
        }
        return setting.asText();
    }

    private static Optional<Path> upwards(Path from) {
        for (Path folder = from; folder != null; folder = folder.getParent()) {
            if (Files.exists(Stores.file(folder.resolve(USUAL)))) {
                return Optional.of(folder.resolve(USUAL));
            }
        }
        return Optional.empty();
    }
}
