package dev.rollback.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An ordered set of numbered SQL scripts that make the tables of one module. A store records which scripts of which set
 * it has seen and applies the missing ones, all in one transaction, when it is opened. A script that was ever released
 * must not change: its checksum is recorded too.
 *
 * @param name names the set in the store, for example {@code engine}
 * @param home a class; the scripts are resources below its package, in a folder named after the dialect ({@code sqlite},
 *     {@code postgresql})
 * @param files file names in order, {@code 001_….sql}, {@code 002_….sql}, numbered without gaps
 */
public record MigrationScripts(String name, Class<?> home, List<String> files) {

    /** The engine's own tables, always applied first. */
    public static final MigrationScripts ENGINE = new MigrationScripts(
            "engine", Store.class, List.of("001_log.sql", "002_rollbacks.sql", "003_by_itself.sql", "004_backup.sql"));

    public MigrationScripts {
        files = List.copyOf(files);
        for (int i = 0; i < files.size(); i++) {
            String prefix = "%03d_".formatted(i + 1);
            if (!files.get(i).startsWith(prefix)) {
                throw new IllegalArgumentException(files.get(i) + " must begin with " + prefix);
            }
        }
    }

    /** The number of the newest script. */
    public int newest() {
        return files.size();
    }

    /** Reads the scripts of one dialect. */
    public List<Script> load(String dialect) {
        return files.stream().map(file -> script(dialect, file)).toList();
    }

    /**
     * What the scripts make, a line each, as a test finds by running them; nothing where no such file lies beside the
     * scripts: {@code schema_004.txt} beside a newest script 4.
     */
    public Optional<List<String>> expectation(String dialect) {
        try (InputStream in = home.getResourceAsStream("%s/schema_%03d.txt".formatted(dialect, newest()))) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), UTF_8)
                            .lines()
                            .filter(line -> !line.isEmpty())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Script script(String dialect, String file) {
        try (InputStream in = home.getResourceAsStream(dialect + "/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no script " + dialect + "/" + file + " beside " + home.getName());
            }
            String text = new String(in.readAllBytes(), UTF_8).replace("\r\n", "\n");
            return new Script(Integer.parseInt(file.substring(0, 3)), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One script. A statement ends with a semicolon at the end of a line; a comment has a line of its own. */
    public record Script(int number, String text) {

        public List<String> statements() {
            String bare =
                    text.lines().filter(line -> !line.strip().startsWith("--")).collect(Collectors.joining("\n"));
            return Arrays.stream(bare.split(";[ \t]*(\n|$)"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }

        public String checksum() {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                return HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
