package dev.rollback.cli.command;

import dev.rollback.cli.terminal.PrintableOutput;
import dev.rollback.cli.terminal.TextWriter;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** A command with an answer, which can go to a file too. */
public abstract class AnswerCommand extends CoCommand {
    @Option(
            names = "--out",
            paramLabel = "FILE",
            completionCandidates = WordKind.File.class,
            description = "Write the output to FILE atomically; - is standard output.")
    @Nullable
    String file;

    private @Nullable PrintStream keeping;

    @Override
    public Integer call() throws Exception {
        file = named(file);
        if (file == null) {
            return super.call();
        }
        try (AtomicFile whole = new AtomicFile(session().surroundings().resolve(file))) {
            whole.requirePlace();
            Answer answer = new Answer(whole);
            keeping = new PrintStream(
                    new PrintableOutput(new BufferedOutputStream(answer)), false, StandardCharsets.UTF_8);
            int code = super.call();
            keeping.flush();
            answer.finish();
            if (answer.lost != null) {
                return tellLost(answer.lost, code);
            }
            kept(file);
            return code;
        }
    }

    /** The answer is in the file. */
    public void kept(String name) {}

    /** What the command does is not to be held up, nor called undone, because nobody can keep its answer. */
    private static final class Answer extends OutputStream {
        private final AtomicFile whole;
        private @Nullable UncheckedIOException lost;

        Answer(AtomicFile whole) {
            this.whole = whole;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            keep(() -> whole.write(bytes, offset, length));
        }

        void finish() {
            keep(whole::finish);
        }

        private void keep(Runnable action) {
            if (lost == null) {
                try {
                    action.run();
                } catch (UncheckedIOException e) {
                    lost = e;
                }
            }
        }
    }

    private int tellLost(UncheckedIOException lost, int code) {
        int exit = code == 0 ? CommandLine.ExitCode.SOFTWARE : code;
        String what = "%s The command is done; only its answer is lost.".formatted(lost.getMessage());
        new Refusal(Refusal.IO, what, null, exit).print(err(), globals().format());
        return exit;
    }

    /** A request that was answered gets its answer again: there is nothing to ask. */
    public final boolean isAnswered() {
        return session().beforeItsAnswer() != null;
    }

    @Override
    public PrintStream out() {
        return keeping == null ? super.out() : keeping;
    }

    @Override
    public TextWriter paper() {
        return keeping == null ? super.paper() : new TextWriter(keeping, 0, false);
    }
}
