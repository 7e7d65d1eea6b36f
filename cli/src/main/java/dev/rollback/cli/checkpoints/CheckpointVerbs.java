package dev.rollback.cli.checkpoints;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointView;
import dev.rollback.cli.command.AnswerCommand;
import dev.rollback.cli.command.CheckpointIdOption;
import dev.rollback.cli.command.Question;
import dev.rollback.cli.command.WordKind;
import dev.rollback.cli.terminal.Labels;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code co checkpoints hold ID} and its like. */
final class CheckpointVerbs {
    private CheckpointVerbs() {}

    /** One command on one checkpoint; answered with what it is then. */
    abstract static class Verb extends AnswerCommand {
        @Mixin
        CheckpointIdOption checkpoint;

        abstract void change(CheckpointId checkpointId) throws IOException;

        @Override
        public final void run() throws IOException {
            CheckpointId checkpointId = checkpoint.of(this);
            boolean answeredAgain = isAnswered();
            CheckpointView before =
                    reader().checkpoint(new FindCheckpoint(checkpointId)).orElse(null);
            change(checkpointId);
            CheckpointView now =
                    reader().checkpoint(new FindCheckpoint(checkpointId)).orElseThrow();
            Changed answer = new Changed(now, answeredAgain || !now.equals(before));
            String state = Labels.state(now) + (answer.changed() ? "" : " (unchanged)");
            output().one(
                            "checkpoint",
                            answer,
                            checkpointId.value(),
                            () -> paper().line("%s: %s".formatted(checkpointId, state)));
        }

        /** @param changed false where it was so already, and nothing was written */
        private record Changed(@JsonUnwrapped CheckpointView checkpoint, boolean changed) {}
    }

    @Command(name = "hold", description = "Protect a checkpoint from cleanup.")
    static final class Hold extends Verb {
        @Option(
                names = "--note",
                paramLabel = "TEXT",
                completionCandidates = WordKind.TextOrFile.class,
                description = "Reason (free text).")
        @Nullable
        String note;

        @Override
        void change(CheckpointId checkpointId) {
            checkpoints().hold(checkpointId, note == null ? null : value(note));
        }
    }

    @Command(name = "release", description = "End the protection of 'hold'.")
    static final class Release extends Verb {
        @Override
        void change(CheckpointId checkpointId) {
            checkpoints().release(checkpointId);
        }
    }

    @Command(name = "archive", description = "Hide a checkpoint from lists; a forced rollback still accepts it.")
    static final class Archive extends Verb {
        @Override
        void change(CheckpointId checkpointId) {
            checkpoints().archive(checkpointId);
        }
    }

    @Command(name = "delete", description = "Delete a checkpoint; one that was a rollback target is archived instead.")
    static final class Delete extends Verb {
        @Option(
                names = {"-y", "--yes"},
                description = "Do not ask for confirmation.")
        boolean yes;

        @Override
        void change(CheckpointId checkpointId) throws IOException {
            if (!yes && !isAnswered()) {
                Question.confirm(
                        session().surroundings(),
                        "Delete checkpoint %s? Nobody can roll back to it any more; its moment stays."
                                .formatted(checkpointId));
            }
            checkpoints().delete(checkpointId);
        }
    }
}
