package dev.rollback.app.cli;

import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command with an answer, which can go to a file too. */
abstract class AnswerCommand extends CoCommand {
    @Option(
            names = "--out",
            paramLabel = "FILE",
            completionCandidates = WordKind.File.class,
            description = "Write the answer to FILE, whole or not at all.")
    @Nullable
    String file;

    private @Nullable PrintStream keeping;

    @Override
    public Integer call() throws Exception {
        if (file == null) {
            return super.call();
        }
        try (WholeFile whole = new WholeFile(session().surroundings().resolve(file))) {
            whole.requirePlace();
            PrintStream kept = new PrintStream(
                    new PrintableOutput(new BufferedOutputStream(whole)), false, StandardCharsets.UTF_8);
            keeping = kept;
            int code = super.call();
            kept.flush();
            whole.finish();
            return code;
        }
    }

    /** A request that was answered gets its answer again: there is nothing to ask. */
    final boolean isAnswered() {
        return session().beforeItsAnswer() != null;
    }

    @Override
    PrintStream out() {
        return keeping == null ? super.out() : keeping;
    }

    @Override
    Paper paper() {
        return keeping == null ? super.paper() : new Paper(keeping, 0, false);
    }
}
