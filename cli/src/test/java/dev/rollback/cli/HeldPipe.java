package dev.rollback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.app.files.BoundedInput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A pipe in the file system with somebody who writes into it, so that one who reads it never waits. */
final class HeldPipe implements AutoCloseable {
    private static final int MORE = 1 << 20;

    private final Path path;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "pipe");
        thread.setDaemon(true);
        return thread;
    });

    HeldPipe(Path path) throws Exception {
        this.path = path;
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
    }

    String path() {
        return path.toString();
    }

    /** For the next who reads it. */
    void holds(String text) {
        holds(text.getBytes(StandardCharsets.UTF_8), 1);
    }

    /** For the next who reads it: blanks, more than the limit, but with an end for one who heeds none. */
    void holdsMoreThan(BoundedInput limit) {
        byte[] blanks = new byte[MORE];
        Arrays.fill(blanks, (byte) ' ');
        holds(blanks, limit.bytes() / MORE + 1);
    }

    private void holds(byte[] bytes, long times) {
        writer.execute(() -> {
            try (OutputStream out = Files.newOutputStream(path)) {
                for (long i = 0; i < times; i++) {
                    out.write(bytes);
                }
            } catch (IOException e) {
                // who reads no further breaks the pipe
            }
        });
    }

    @Override
    public void close() throws IOException {
        writer.shutdown();
        try (RandomAccessFile reader = new RandomAccessFile(path.toFile(), "rw")) {
            assertThat(reader.getFD().valid())
                    .as("ends who still waits for a reader")
                    .isTrue();
        }
    }
}
