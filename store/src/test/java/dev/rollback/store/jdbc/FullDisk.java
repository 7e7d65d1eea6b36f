package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.Appended;
import dev.rollback.store.Callers;
import dev.rollback.store.Callers.Call;
import dev.rollback.store.HashChain;
import dev.rollback.store.LogHead;
import dev.rollback.store.Store;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A process that fills a small disk with its store, makes room, and goes on. Run by {@link FullDiskTest}. */
final class FullDisk {
    private static final String LARGE = "x".repeat(20_000);

    private final Path file;
    private final Path ballast;

    private FullDisk(Path folder) {
        this.file = folder.resolve("store.db");
        this.ballast = folder.resolve("ballast");
    }

    public static void main(String[] arguments) throws Exception {
        new FullDisk(Path.of(arguments[0])).run();
    }

    private void run() throws Exception {
        Files.write(ballast, new byte[1_700_000]);
        List<Long> acknowledged = new ArrayList<>();
        try (Store store = open()) {
            List<Call<List<Long>>> fillers = IntStream.range(0, 4)
                    .mapToObj(n -> Callers.start(() -> fill(store, "task/" + n)))
                    .toList();
            Callers.all(fillers).forEach(acknowledged::addAll);
            assertThat(acknowledged).as("positions that were acknowledged").hasSizeGreaterThan(4);
            assertThat(store.<Long>read(reading -> reading.head().position())).isEqualTo(acknowledged.size());
            Files.delete(ballast);
            acknowledged.add(append(store, "task/after", 0).first());
        }
        try (Store store = open()) {
            acknowledged.add(append(store, "task/after", 1).first());
            List<StoredEvent> log = store.read(reading -> reading.after(0, Integer.MAX_VALUE));
            assertThat(log).extracting(StoredEvent::position).containsExactlyInAnyOrderElementsOf(acknowledged);
            assertThat(sound(log, store.read(reading -> reading.head()))).isTrue();
        }
        System.out.println("kept " + acknowledged.size());
    }

    /** Until it is refused; the positions of what was acknowledged. */
    private static List<Long> fill(Store store, String stream) {
        List<Long> acknowledged = new ArrayList<>();
        while (true) {
            try {
                acknowledged.add(append(store, stream, acknowledged.size()).first());
            } catch (RefusedException e) {
                assertThat(e.code()).isEqualTo(RefusalCode.STORE_UNAVAILABLE);
                assertThat(e).hasMessageContaining("the disk is full").hasMessageNotContaining("xxx");
                return acknowledged;
            }
        }
    }

    private static Appended append(Store store, String stream, int seq) {
        return store.append(unit(stream, seq, LARGE));
    }

    private static boolean sound(List<StoredEvent> log, LogHead head) {
        byte[] hash = HashChain.start();
        for (StoredEvent event : log) {
            hash = HashChain.next(hash, event);
            assertThat(event.hash()).isEqualTo(hash);
        }
        return Arrays.equals(hash, head.hash());
    }

    private Store open() {
        return SqliteStore.create(file, StoreOptions.of(new TestClock()));
    }
}
