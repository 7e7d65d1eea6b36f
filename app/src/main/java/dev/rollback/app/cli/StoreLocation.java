package dev.rollback.app.cli;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.Json;
import dev.rollback.app.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private static final Path USUAL = Path.of(".taskmaster", "rollbacks");

    private StoreLocation() {}

    static Optional<Path> find(Surroundings surroundings, @Nullable String option) {
        return said(surroundings, option).or(() -> upwards(surroundings.directory()));
    }

    /** Where a new store belongs. */
    static Path forNew(Surroundings surroundings, @Nullable String option) {
        return said(surroundings, option).orElse(surroundings.directory().resolve(USUAL));
    }

    private static Optional<Path> said(Surroundings surroundings, @Nullable String option) {
        String said = option != null ? option : surroundings.environment().get("CO_STORE");
        if (said != null) {
            if (said.startsWith("jdbc:")) {
                throw new RefusedException(
                        RefusalCode.INVALID_INPUT,
                        "this version keeps its store in a folder, not at %s.".formatted(said));
            }
            return Optional.of(surroundings.resolve(said));
        }
        return configured(surroundings);
    }

    private static Optional<Path> configured(Surroundings surroundings) {
        Path file = surroundings.resolve(CONFIGURATION);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Json.parse(Files.readAllBytes(file))
                    .get("rollback_storage_dir")
                    .filter(Json::isString)
                    .map(directory -> surroundings.resolve(directory.asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
