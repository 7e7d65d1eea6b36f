package dev.rollback.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What may happen to the bytes of a SQLite file that nobody has open. */
final class FileCorruptions {
    /** Beside the tables and indexes: the file's first bytes, and its pages that are in no use. */
    static final String HEADER = "the file's header";

    static final String FREE = "free pages";
    private static final int HEADER_BYTES = 100;

    private final Path file;
    private final Random random;
    private final int pageSize;
    private final Map<String, List<Integer>> pages = new TreeMap<>();
    private final Map<String, String> tables = new TreeMap<>();
    private final Deque<String> next = new ArrayDeque<>();
    private final Set<String> hit = new TreeSet<>();

    /** @param sound the file as it is before each of them */
    FileCorruptions(Path sound, Path file, Random random) throws SQLException {
        this.file = file;
        this.random = random;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + sound);
                Statement statement = connection.createStatement()) {
            pageSize = number(statement, "PRAGMA page_size");
            int count = number(statement, "PRAGMA page_count");
            for (int page = 1; page <= count; page++) {
                pages.computeIfAbsent(FREE, key -> new ArrayList<>()).add(page);
            }
            try (ResultSet row = statement.executeQuery("SELECT name, pageno FROM dbstat")) {
                while (row.next()) {
                    pages.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                            .add(row.getInt(2));
                    pages.get(FREE).remove((Integer) row.getInt(2));
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT name, tbl_name FROM sqlite_master")) {
                while (row.next()) {
                    tables.put(row.getString(1), row.getString(2));
                }
            }
        }
        pages.put(HEADER, List.of(1));
    }

    /** Two bytes of a page's head. */
    private static int number(byte[] page, int at) {
        return ((page[at] & 0xff) << 8) | (page[at + 1] & 0xff);
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.getInt(1);
        }
    }

    /** All that has pages. */
    Set<String> places() {
        return pages.keySet();
    }

    /** Those in which a bit was flipped so far. */
    Set<String> hit() {
        return hit;
    }

    String truncated() throws IOException {
        try (RandomAccessFile bytes = open()) {
            long all = bytes.length() / pageSize;
            long left = random.nextLong(all);
            bytes.setLength(left * pageSize);
            return "%d of %d pages left".formatted(left, all);
        }
    }

    /** Where the next bit is flipped: each table, each index, the header and the free pages before any comes again. */
    String nextPlace() {
        if (next.isEmpty()) {
            List<String> all = new ArrayList<>(places());
            Collections.shuffle(all, random);
            next.addAll(all);
        }
        return next.removeFirst();
    }

    /** The table to which an index belongs; of a table itself, the table. */
    String tableOf(String place) {
        return tables.getOrDefault(place, place);
    }

    String flipped(String place) throws IOException {
        hit.add(place);
        try (RandomAccessFile bytes = open()) {
            List<Integer> own = pages.get(place);
            int page = own.get(random.nextInt(own.size()));
            long at = (page - 1L) * pageSize + offset(bytes, place, page);
            int bit = random.nextInt(8);
            bytes.seek(at);
            int before = bytes.read();
            bytes.seek(at);
            bytes.write(before ^ (1 << bit));
            return "%s: bit %d of byte %d of page %d".formatted(place, bit, at % pageSize, page);
        }
    }

    /** Mostly where something is stored: most of a small table's page is empty. */
    private int offset(RandomAccessFile bytes, String place, int page) throws IOException {
        if (place.equals(HEADER)) {
            return random.nextInt(HEADER_BYTES);
        }
        int start = page == 1 ? HEADER_BYTES : 0;
        byte[] content = page(bytes, page - 1);
        int cells = number(content, start + 5);
        if (place.equals(FREE) || cells <= start || cells >= pageSize || random.nextInt(4) == 0) {
            return start + random.nextInt(pageSize - start);
        }
        int count = number(content, start + 3);
        int head = 12 + 2 * count;
        return random.nextInt(4) == 0 ? start + random.nextInt(head) : cells + random.nextInt(pageSize - cells);
    }

    String pagesSwapped() throws IOException {
        try (RandomAccessFile bytes = open()) {
            int all = Math.toIntExact(bytes.length() / pageSize);
            int one = random.nextInt(all);
            int other = (one + 1 + random.nextInt(all - 1)) % all;
            byte[] first = page(bytes, one);
            byte[] second = page(bytes, other);
            bytes.seek((long) one * pageSize);
            bytes.write(second);
            bytes.seek((long) other * pageSize);
            bytes.write(first);
            return "%d (%s) and %d (%s)".formatted(one + 1, place(one + 1), other + 1, place(other + 1));
        }
    }

    private String place(int page) {
        return pages.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals(HEADER) && entry.getValue().contains(page))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private byte[] page(RandomAccessFile bytes, int number) throws IOException {
        byte[] page = new byte[pageSize];
        bytes.seek((long) number * pageSize);
        bytes.readFully(page);
        return page;
    }

    private RandomAccessFile open() throws IOException {
        return new RandomAccessFile(file.toFile(), "rw");
    }
}
