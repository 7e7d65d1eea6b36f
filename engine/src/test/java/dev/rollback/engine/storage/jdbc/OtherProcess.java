package dev.rollback.engine.storage.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Another process that has the database file open with plain SQLite. It ends when its standard input does. */
final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private OtherProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(UTF_8);
    }

    /** Returns once each statement was run; of those with an answer the first column of the first row is kept. */
    static OtherProcess runs(Path file, String... statements) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                file.toString()));
        command.addAll(List.of(statements));
        return new OtherProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The answer to the next statement that has one. */
    String answer() throws IOException {
        return String.valueOf(out.readLine());
    }

    long pid() {
        return process.pid();
    }

    /** Lets it close the file and end. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(60, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The other process. */
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = SqliteFileTest.sqlite(Path.of(arguments[0]));
                Statement statement = connection.createStatement()) {
            for (int i = 1; i < arguments.length; i++) {
                String answer = "";
                if (statement.execute(arguments[i])) {
                    try (ResultSet rows = statement.getResultSet()) {
                        answer = rows.next() ? rows.getString(1) : "";
                    }
                }
                System.out.println(answer);
            }
            while (System.in.read() >= 0) {
                // until told to end
            }
        }
    }
}
