package dev.rollback.cli.rollback;

import dev.rollback.api.RollbackReason;
import dev.rollback.cli.command.CoCommand;
import dev.rollback.cli.command.WordKind;
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
            description = "Reason (free text).")
    @Nullable
    String reason;

    @Option(names = "--cause", paramLabel = "CAUSE", description = "${COMPLETION-CANDIDATES}")
    @Nullable
    RollbackReason cause;

    @Option(names = "--metadata", paramLabel = "K=V", description = "Metadata to record with the rollback.")
    Map<String, String> metadata = Map.of();

    /** What is said here, for the store at hand. */
    PlanRecord said(CoCommand command) {
        String text = reason == null ? null : command.value(reason);
        return new PlanRecord(text, cause, metadata, PlanRecord.name(command.session()));
    }

    /** @throws ParameterException where there is no reason */
    static String note(CoCommand command, PlanRecord record) {
        if (record.reason() == null) {
            throw new ParameterException(command.spec.commandLine(), "Missing required option: '--reason=TEXT'");
        }
        return record.reason();
    }
}
