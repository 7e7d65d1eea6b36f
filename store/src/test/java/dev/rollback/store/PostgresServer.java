package dev.rollback.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server with its durability settings on. One serves all tests of a process, in a schema each; a test
 * that restarts its server starts one of its own.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Path PROGRAMS =
            Path.of(System.getProperty("project.root", ".."), "target", "postgres-programs");
    private static @Nullable PostgresServer shared;

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private boolean closed;

    private PostgresServer(Path folder) {
        this.folder = folder;
        try {
            this.postgres = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(PROGRAMS.toFile())
                    .setDataDirectory(folder.resolve("data"))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .setRegisterShutdownHook(false)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    public static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** A server of one's own; stopped when closed, or else at the end of the process. */
    public static PostgresServer start() {
        try {
            return new PostgresServer(Files.createTempDirectory("postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a store that has {@code schema} for itself. */
    public String url(String schema) {
        return "jdbc:postgresql://%s/postgres?user=postgres&currentSchema=%s".formatted(place(), schema);
    }

    /** Its host and port. */
    public String place() {
        return "localhost:" + postgres.getPort();
    }

    /** From now on the role needs a password to log in; everybody else needs none. */
    public void requirePassword(String role) {
        Path rules = folder.resolve("data/pg_hba.conf");
        try {
            Files.writeString(rules, "host all %s all scram-sha-256%n".formatted(role) + Files.readString(rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        control("reload");
    }

    /** As after a power cut: nobody is waited for, nothing is written out; it recovers from its log. */
    public void restartImmediately() {
        control("restart", "-m", "immediate", "-w", "-t", "60");
    }

    public void stopImmediately() {
        control("stop", "-m", "immediate", "-w", "-t", "60");
    }

    public void startAgain() {
        control("start", "-w", "-t", "60", "-o", "-p " + postgres.getPort());
    }

    private void control(String... words) {
        try (Stream<Path> files = Files.walk(PROGRAMS)) {
            Path program = files.filter(file -> file.endsWith("bin/pg_ctl"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no pg_ctl below " + PROGRAMS));
            List<String> command = new ArrayList<>();
            if (Files.getOwner(program).getName().equals("root")) {
                command.addAll(List.of("unshare", "-U")); // it refuses to run as root
            }
            command.addAll(
                    List.of(program.toString(), "-D", folder.resolve("data").toString()));
            command.addAll(List.of(words));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("control.log").toFile())
                    .start();
            if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "%s failed: %s".formatted(command, Files.readString(folder.resolve("control.log"))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it holds is gone with it, so it need not be written out first. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (Files.exists(folder.resolve("data/postmaster.pid"))) {
                stopImmediately();
            }
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
