package dev.rollback.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/** A Java process of a test. What it prints is collected by whole lines, until it ends or is killed. */
public final class Forked implements AutoCloseable {
    private final Process process;
    private final Thread reader;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private Forked(Process process) {
        this.process = process;
        this.reader = new Thread(this::collect, "lines of " + process.pid());
        this.reader.start();
    }

    /** @param folder for the files that a killed process leaves behind */
    public static Forked start(Path folder, Class<?> main, String... arguments) {
        return start(folder, "128m", main, arguments);
    }

    /** With so large a heap. */
    public static Forked start(Path folder, String heap, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx" + heap,
                "-Ddisable-axoniq-console-message=true",
                "-Dorg.sqlite.tmpdir=" + folder,
                // of several configurations on the class path it would tell on standard output
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new Forked(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has printed since this was last asked. */
    public List<String> newLines() {
        List<String> taken = new ArrayList<>();
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            taken.add(line);
        }
        return taken;
    }

    public Forked awaitLine() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !lines.isEmpty() || !process.isAlive());
        if (lines.isEmpty()) {
            throw new IllegalStateException("the process ended without a word: exit " + process.exitValue());
        }
        return this;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Lets it run so long; it must not end by itself. */
    public Forked run(long micros) {
        if (ends(micros, MICROSECONDS)) {
            throw new IllegalStateException("the process ended by itself: exit " + process.exitValue());
        }
        return this;
    }

    /** {@code kill -9}; returns when it is gone and all it has printed is collected. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Its exit code, once it has ended. */
    public int awaitEnd() {
        return awaitEnd(Duration.ofMinutes(2));
    }

    /** The same, for a long work. */
    public int awaitEnd(Duration atMost) {
        if (!ends(atMost.toMillis(), MILLISECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the process did not end");
        }
        try {
            reader.join(60_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }

    private boolean ends(long time, java.util.concurrent.TimeUnit unit) {
        try {
            return process.waitFor(time, unit);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only whole lines count: the last one may be cut off by a kill. */
    private void collect() {
        try (BufferedReader out = process.inputReader(UTF_8)) {
            StringBuilder line = new StringBuilder();
            for (int next = out.read(); next >= 0; next = out.read()) {
                if (next == '\n') {
                    lines.add(line.toString());
                    line.setLength(0);
                } else {
                    line.append((char) next);
                }
            }
        } catch (IOException e) {
            return; // the kill has closed the pipe
        }
    }
}
