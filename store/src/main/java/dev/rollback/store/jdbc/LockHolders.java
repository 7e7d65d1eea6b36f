package dev.rollback.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which processes keep a store's write lock, where the system tells: Linux does, of those that can be seen from here. */
final class LockHolders {
    private static final Path LOCKS = Path.of("/proc/locks");

    /** The byte of the shared file that who writes locks: https://www.sqlite.org/walformat.html#locks. */
    private static final long WRITE_LOCK = 120;

    private LockHolders() {}

    /** Such as {@code process 4711 (java)}; empty where none is known. */
    static String of(Path shared) {
        try {
            String file = ":" + Files.getAttribute(shared, "unix:ino");
            return Files.readAllLines(LOCKS).stream()
                    .map(line -> List.of(line.strip().split("\\s+")))
                    .filter(words -> isWriteLock(words, file))
                    .map(words -> process(words.get(4)))
                    .distinct()
                    .collect(Collectors.joining(" and "));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return ""; // another system, or it is not told
        }
    }

    /** As in {@code 1: POSIX ADVISORY WRITE 4711 fe:00:12345 120 120}. */
    private static boolean isWriteLock(List<String> words, String file) {
        return words.size() == 8
                && words.get(3).equals("WRITE")
                && words.get(5).endsWith(file)
                && Long.parseLong(words.get(6)) <= WRITE_LOCK
                && (words.get(7).equals("EOF") || Long.parseLong(words.get(7)) >= WRITE_LOCK);
    }

    private static String process(String id) {
        Optional<ProcessHandle> process =
                id.matches("[0-9]+") ? ProcessHandle.of(Long.parseLong(id)) : Optional.empty();
        return process.flatMap(handle -> handle.info().command())
                .map(command -> "process %s (%s)".formatted(id, Path.of(command).getFileName()))
                .orElse("process " + id);
    }
}
