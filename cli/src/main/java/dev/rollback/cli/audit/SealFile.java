package dev.rollback.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.audit.Seal;
import dev.rollback.app.files.BoundedInput;
import dev.rollback.cli.command.ProcessContext;
import dev.rollback.cli.command.Values;
import dev.rollback.cli.terminal.Output;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what {@code co audit seal} wrote. */
final class SealFile {
    static final String KIND = "seal";

    private SealFile() {}

    /** @param file {@code -} for standard input */
    static Seal read(ProcessContext surroundings, String file) {
        JsonNode document =
                Values.document(surroundings, file, BoundedInput.SEAL).node();
        if (!document.path("kind").asText().equals(KIND)) {
            throw refused(file, "it does not say that it is one", null);
        } else if (document.path("schema").asInt() != Output.SCHEMA) {
            throw refused(
                    file,
                    "it is of form %s, and this co reads form %d"
                            .formatted(document.path("schema").asText(), Output.SCHEMA),
                    null);
        }
        JsonNode seal = document.path("item");
        try {
            return new Seal(
                    seal.path("position").asLong(),
                    seal.path("hash").asText(),
                    Instant.parse(seal.path("recordedAt").asText()),
                    Instant.parse(seal.path("sealedAt").asText()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused(file, "its position, hash or times are missing or wrong", e);
        }
    }

    private static RefusedException refused(String file, String why, @Nullable Exception cause) {
        String message = "%s is no seal: %s. 'co audit seal --out FILE' makes one.".formatted(file, why);
        return cause == null
                ? new RefusedException(RefusalCode.INVALID_INPUT, message)
                : new RefusedException(RefusalCode.INVALID_INPUT, message, cause);
    }
}
