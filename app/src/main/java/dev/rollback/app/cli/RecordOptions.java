package dev.rollback.app.cli;

import dev.rollback.api.RollbackReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is kept with the record of a rollback. */
final class RecordOptions {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            completionCandidates = WordKind.TextOrFile.class,
            description = "Why, as a person reads it.")
    @Nullable
    String reason;

    @Option(names = "--cause", paramLabel = "CAUSE", description = "${COMPLETION-CANDIDATES}")
    RollbackReason cause = RollbackReason.MANUAL;

    @Option(names = "--metadata", paramLabel = "K=V", description = "Facts to keep with the record.")
    Map<String, String> metadata = Map.of();

    String note(CoCommand command) {
        if (reason == null) {
            throw new ParameterException(command.spec.commandLine(), "Missing required option: '--reason=TEXT'");
        }
        return command.value(reason);
    }
}
