package dev.rollback.cli.command;

import dev.rollback.api.Moment;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.cli.terminal.Style;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --at} of the commands that read. */
public final class AtOption {
    @Option(
            names = "--at",
            paramLabel = "MOMENT",
            completionCandidates = WordKind.Moment.class,
            description =
                    "State at this moment: a time, '10m ago', pos:N, a checkpoint, before:rb-…, after:rb-…, file:TIME.")
    @Nullable
    public String text;

    public Optional<Moment> moment(CoCommand command) {
        return Optional.ofNullable(text).map(command.moments()::parse);
    }

    /** The cut that is meant; null for now. */
    @Nullable
    public ResolvedMoment cut(CoCommand command) {
        Moment moment = moment(command).orElse(null);
        if (moment == null) {
            return null;
        }
        return command.reader().moment(moment);
    }

    /** Tells which moment was meant. */
    public static void tell(CoCommand command, ResolvedMoment at) {
        tell(command, "as of", at);
    }

    public static void tell(CoCommand command, String preposition, ResolvedMoment at) {
        String what = at.seq() == null
                ? "position " + at.position()
                : "event %d, position %d".formatted(at.seq(), at.position());
        String when = at.recordedAt() == null ? "before everything" : "recorded " + command.time(at.recordedAt());
        command.aside().line(Style.DIM, "%s %s, %s".formatted(preposition, what, when));
    }
}
