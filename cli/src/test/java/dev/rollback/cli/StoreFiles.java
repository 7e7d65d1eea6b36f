package dev.rollback.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A store's file and the write-ahead log beside it, as they were at several moments. */
final class StoreFiles {
    private static final String LOG = "-wal";
    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int PAGE = 4_096;

    private final Path file;
    private final Path kept;
    private final List<Path> older = new ArrayList<>();

    StoreFiles(Path file, Path folder) throws IOException {
        this.file = file;
        this.kept = Files.createTempDirectory(folder, "kept");
    }

    Connection connection() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM event"); // from now on nobody else is the last to close it
        }
        return connection;
    }

    /** So many that some are left whatever is written. */
    void makeFreePages() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE padding AS SELECT zeroblob(300000) AS x");
            statement.execute("DROP TABLE padding");
        }
    }

    /** As it is now, with nobody having it open: to be put in its place later. */
    void keepOlder() throws IOException {
        older.add(Files.copy(file, kept.resolve("older-%d.db".formatted(older.size()))));
    }

    void keepStale() throws Exception {
        copy(file, kept.resolve("stale.db"));
        Path whole = kept.resolve("older-%d.db".formatted(older.size()));
        copy(kept.resolve("stale.db"), whole);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + whole);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        older.add(whole);
    }

    /** The file, and in the log beside it what the file has not yet; and once more, with all of it in the file. */
    void keepWithLog(Connection open) throws Exception {
        copy(file, kept.resolve("with-log.db"));
        try (Statement statement = open.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        copy(file, kept.resolve("taken-in.db"));
    }

    void keepSound() throws IOException {
        Files.copy(file, sound());
    }

    Path sound() {
        return kept.resolve("sound.db");
    }

    void restore() throws IOException {
        restore(sound());
    }

    void restoreWithLog() throws IOException {
        restore(kept.resolve("with-log.db"));
    }

    private void restore(Path from) throws IOException {
        for (String beside : List.of(LOG, "-shm", "-journal")) {
            Files.deleteIfExists(beside(file, beside));
        }
        copy(from, file);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        if (Files.exists(beside(from, LOG))) {
            Files.copy(beside(from, LOG), beside(to, LOG), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    String older(Random random) throws IOException {
        int one = random.nextInt(older.size());
        restore(older.get(one));
        return "number " + one;
    }

    String logRemoved(Random random) throws IOException {
        boolean takenIn = random.nextInt(3) == 0;
        if (takenIn) {
            restore(kept.resolve("taken-in.db"));
        }
        Path log = beside(file, LOG);
        long bytes = Files.size(log);
        Files.delete(log);
        return "%d bytes, %s in the file too".formatted(bytes, takenIn ? "all" : "not");
    }

    String logCutOff(Random random) throws IOException {
        return cutOff(beside(file, LOG), random);
    }

    private static String cutOff(Path log, Random random) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(log.toFile(), "rw")) {
            int frames = Math.toIntExact((bytes.length() - LOG_HEADER) / (FRAME_HEADER + PAGE));
            int left = random.nextInt(frames + 1);
            long rest = random.nextBoolean() ? 0 : random.nextInt(FRAME_HEADER + PAGE);
            long length = Math.min(bytes.length(), LOG_HEADER + left * (long) (FRAME_HEADER + PAGE) + rest);
            bytes.setLength(length);
            return "%d of %d frames and %d bytes left".formatted(left, frames, rest);
        }
    }

    String logFlipped(Random random) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(beside(file, LOG).toFile(), "rw")) {
            long at = random.nextLong(bytes.length());
            bytes.seek(at);
            int before = bytes.read();
            bytes.seek(at);
            bytes.write(before ^ (1 << random.nextInt(8)));
            return "byte %d of %d".formatted(at, bytes.length());
        }
    }

    /** Of an earlier time of this store: what it holds has long been in the file, and is not the newest. */
    String staleLog(Random random) throws IOException {
        Path log = beside(file, LOG);
        Files.copy(beside(kept.resolve("stale.db"), LOG), log);
        return random.nextBoolean() ? "whole" : cutOff(log, random);
    }
}
