package dev.rollback.engine.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollback.api.ComponentName;
import dev.rollback.api.RequestContext;
import dev.rollback.api.TaskManager;
import dev.rollback.api.json.Json;
import dev.rollback.engine.LogWalk;
import dev.rollback.engine.TestEngine;
import dev.rollback.store.Callers;
import dev.rollback.store.Callers.Call;
import dev.rollback.store.Forked;
import dev.rollback.store.HashChain;
import dev.rollback.store.LogHead;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.TestClock;
import dev.rollback.store.Units;
import dev.rollback.store.copy.StoreCopy;
import dev.rollback.store.copy.StoreCopy.Copied;
import dev.rollback.store.jdbc.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore(inEachBuild = true)
@Timeout(120)
class StoreCopyTest {
    private static final int WRITERS = 4;

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    @Test
    void P20_a_copy_made_while_four_write_is_the_store_at_one_moment() throws Exception {
        try (TestEngine engine = TestEngine.in(kind, folder)) {
            AtomicBoolean enough = new AtomicBoolean();
            List<Call<Integer>> writers = new ArrayList<>();
            IntStream.range(0, WRITERS).forEach(n -> writers.add(Callers.start(() -> write(engine, "t" + n, enough))));
            for (int n = 0; n < 3; n++) {
                long before = awaitMore(engine, 100);
                Copied copied = copy(engine.store, "copy-" + n);
                assertThat(copied.head().position()).isGreaterThanOrEqualTo(before);
                assertSame(engine.store, copied, "copy-" + n);
                assertIndexAgrees("copy-" + n);
            }
            enough.set(true);
            assertThat(Callers.all(writers)).allMatch(written -> written > 20);
        }
    }

    @Test
    void rows_of_every_size_are_copied_with_every_byte() {
        String large = "x".repeat(3 << 20);
        try (Store store = kind.create(folder)) {
            store.append(Units.unit("empty", 0, "", "{}"));
            for (int n = 0; n < 5; n++) {
                store.append(Units.unit("large", n, n + large));
            }
            store.append(Units.unit(
                    "many",
                    0,
                    IntStream.range(0, 2_500).mapToObj(n -> "{\"n\":" + n + "}").toArray(String[]::new)));
            assertSame(store, copy(store, "copy"), "copy");
        }
    }

    @Test
    void a_copy_of_much_needs_little_memory() {
        try (Store store = kind.create(folder)) {
            for (int n = 0; n < 60; n++) {
                store.append(Units.unit("large", n, n + "x".repeat(2 << 20)));
            }
        }
        try (Forked copier = Forked.start(
                folder,
                "64m",
                Copier.class,
                kind.address(folder),
                folder.resolve("copy").toString())) {
            assertThat(copier.awaitEnd()).isZero();
            assertThat(copier.newLines()).containsExactly("60");
        }
    }

    @Test
    void a_copy_says_when_it_was_made_and_so_does_a_copy_of_it() {
        TestClock clock = new TestClock();
        try (Store store = kind.create(folder)) {
            assertThat(store.read(Reading::copiedAt)).isEmpty();
            assertThat(StoreCopy.write(store, folder.resolve("first"), clock).madeAt())
                    .isEqualTo(TestClock.START);
        }
        clock.set(TestClock.START.plusSeconds(60));
        try (Store first = SqliteStore.look(folder.resolve("first"), StoreOptions.of(clock))) {
            StoreCopy.write(first, folder.resolve("second"), clock);
        }
        try (Store second = SqliteStore.look(folder.resolve("second"), StoreOptions.of(clock))) {
            assertThat(second.read(Reading::copiedAt)).contains(TestClock.START);
        }
    }

    @Test
    void nothing_stands_beside_a_copy_and_an_earlier_attempt_is_gone() {
        try (Store store = kind.create(folder)) {
            copy(store, "copy");
            store.append(Units.unit("s", 0));
            assertThat(copy(store, "copy").head().position()).isEqualTo(1);
        }
        assertThat(folder.resolve("copy")).exists();
        assertThat(folder).isDirectoryNotContaining("glob:**copy-*");
    }

    private static int write(TestEngine engine, String task, AtomicBoolean enough) {
        TaskManager tasks = engine.tasks;
        tasks.register(task, "Task " + task);
        int n = 0;
        while (!enough.get()) {
            TaskManager asked = tasks.with(RequestContext.of("ann").withRequestId(task + "-" + n));
            asked.replace(task, ComponentName.CACHE, Json.of(Map.of("n", n++, "text", "x".repeat(n % 300))));
        }
        return n;
    }

    private static long awaitMore(TestEngine engine, int events) {
        long until = engine.head() + events;
        await().until(() -> engine.head() >= until);
        return until;
    }

    private Copied copy(Store store, String name) {
        return StoreCopy.write(store, folder.resolve(name), InstantSource.system());
    }

    private void assertSame(Store store, Copied copied, String name) {
        try (Store copy = SqliteStore.look(folder.resolve(name), StoreOptions.of(InstantSource.system()))) {
            List<String> hashes = chain(copy);
            assertThat(hashes)
                    .hasSize(Math.toIntExact(copied.head().position()))
                    .isNotEmpty();
            assertThat(hashes).isEqualTo(chain(store).subList(0, hashes.size()));
            assertThat(hashes).endsWith(HexFormat.of().formatHex(copied.head().hash()));
            LogHead head = copy.read(Reading::head);
            assertThat(head.hash()).isEqualTo(copied.head().hash());
        }
    }

    /** The hash over each row and all before it, computed from what is stored. */
    private static List<String> chain(Store store) {
        return store.read(reading -> {
            List<String> hashes = new ArrayList<>();
            byte[] hash = HashChain.start();
            for (StoredEvent event : reading.after(0, Integer.MAX_VALUE)) {
                hash = HashChain.next(hash, event);
                assertThat(event.hash()).isEqualTo(hash);
                hashes.add(HexFormat.of().formatHex(hash));
            }
            return hashes;
        });
    }

    private void assertIndexAgrees(String name) {
        try (Store copy = SqliteStore.look(folder.resolve(name), StoreOptions.of(InstantSource.system()))) {
            copy.read(reading -> {
                new LogWalk().to(reading, Long.MAX_VALUE).assertIndexAgrees(reading);
                return true;
            });
        }
    }

    /** Copies a store in a process of its own, and prints how many events it had. */
    static final class Copier {
        private Copier() {}

        public static void main(String[] arguments) {
            InstantSource clock = InstantSource.system();
            try (Store store = StoreKind.openAt(arguments[0], StoreOptions.of(clock))) {
                System.out.println(StoreCopy.write(store, Path.of(arguments[1]), clock)
                        .head()
                        .position());
            }
        }
    }
}
