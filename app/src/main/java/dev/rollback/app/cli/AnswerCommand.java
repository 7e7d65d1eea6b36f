package dev.rollback.app.cli;

import java.io.ByteArrayOutputStream;
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

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final PrintStream keeping = new PrintStream(kept, false, StandardCharsets.UTF_8);

    @Override
    public Integer call() throws Exception {
        int code = super.call();
        if (file != null) {
            keeping.flush();
            WholeFile.write(session().surroundings().resolve(file), kept.toByteArray());
        }
        return code;
    }

    @Override
    PrintStream out() {
        return file == null ? super.out() : keeping;
    }

    @Override
    Paper paper() {
        return file == null ? super.paper() : new Paper(keeping, 0, false);
    }
}
