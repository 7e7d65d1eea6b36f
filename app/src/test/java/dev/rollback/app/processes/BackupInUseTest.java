package dev.rollback.app.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollback.api.ComponentName;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.PageRequest;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskQuery.FindTaskAt;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskView;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.Backup;
import dev.rollback.app.stores.BackupView;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.LogWalk;
import dev.rollback.engine.moment.TasksAt;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.projections.ReadModel;
import dev.rollback.store.Forked;
import dev.rollback.store.LogHead;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.StoresOfThisBuild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A store is copied while processes write to it, and while one is killed. */
@Timeout(300)
class BackupInUseTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ArgumentsSource(StoresOfThisBuild.class)
    void P20_a_backup_of_a_store_that_another_process_writes_to_is_that_store_at_one_moment(StoreKind kind)
            throws IOException {
        Path backups = Files.createDirectory(folder.resolve("backups"));
        StoreAddress address = address(kind);
        try (Forked other = Forked.start(folder, CommandWriter.class, kind.address(folder), "other", "2")
                        .awaitLine();
                RollbackEngine own =
                        RollbackEngine.open(EngineOptions.defaults().withStore(address));
                Store store = Stores.open(address, Map.of(), CLOCK)) {
            own.tasks().register("own", "Of this process");
            for (int n = 0; n < 3; n++) {
                own.tasks().replace("own", ComponentName.CACHE, Json.of(Map.of("n", n)));
                other.newLines();
                other.awaitLine();
                Path copy = Files.createDirectory(backups.resolve("b" + n));
                assertSame(store, new Backup(store, address, CLOCK).write(copy.resolve("store.db"), false), copy);
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(StoresOfThisBuild.class)
    void a_backup_that_is_killed_leaves_no_file_and_the_next_one_is_whole(StoreKind kind) throws IOException {
        Path backups = Files.createDirectory(folder.resolve("backups"));
        Path file = backups.resolve("store.db");
        try (RollbackEngine engine =
                RollbackEngine.open(EngineOptions.defaults().withStore(address(kind)))) {
            engine.tasks().register("a", "Alpha");
            for (int n = 0; n < 40; n++) {
                String text = n + "x".repeat(500_000);
                engine.tasks().replace("a", ComponentName.CACHE, Json.of(Map.of("text", text)));
            }
        }
        try (Forked victim = Forked.start(folder, Copier.class, kind.address(folder), file.toString())) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> isBegun(backups));
            victim.kill();
        }
        assertThat(file).doesNotExist();
        try (Forked next = Forked.start(folder, Copier.class, kind.address(folder), file.toString())) {
            assertThat(next.awaitEnd()).isZero();
        }
        try (Store copy = Stores.look(new Folder(backups), Map.of(), CLOCK)) {
            LogHead head = copy.read(Reading::head);
            assertThat(head.position()).isEqualTo(41);
        }
    }

    private static void assertSame(Store store, BackupView backup, Path folder) {
        try (Store copy = Stores.look(new Folder(folder), Map.of(), CLOCK)) {
            copy.read(reading -> {
                LogWalk walk = new LogWalk().to(reading, Long.MAX_VALUE);
                walk.assertIndexAgrees(reading);
                assertThat(walk.position()).isEqualTo(backup.events()).isPositive();
                return true;
            });
            assertThat(lastHash(copy, backup)).isEqualTo(lastHash(store, backup));
            TasksAt then = new TasksAt(store, new TaskStates(store));
            ReadModel views = new ReadModel(copy);
            List<TaskView> tasks = views.tasks(new FindTasks(null, null, PageRequest.first(100)))
                    .items();
            assertThat(tasks).hasSizeGreaterThan(1);
            for (TaskView listed : tasks) {
                TaskId task = listed.taskId();
                TaskView was = then.find(new FindTaskAt(task, new AtPosition(backup.events())))
                        .task();
                assertThat(views.task(new FindTask(task))).contains(was);
            }
        }
    }

    /** The hash of a row stands for it and for all before it; that they fit it, the walk over the copy has seen. */
    private static String lastHash(Store store, BackupView backup) {
        StoredEvent last =
                store.read(reading -> reading.after(backup.events() - 1, 1)).get(0);
        return HexFormat.of().formatHex(last.hash());
    }

    private static boolean isBegun(Path backups) {
        try (Stream<Path> files = Files.list(backups)) {
            return files.anyMatch(file -> file.toFile().length() > 100_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoreAddress address(StoreKind kind) {
        return StoreAddress.of(kind.address(folder), folder);
    }

    /** Makes a backup in a process of its own. */
    static final class Copier {
        private Copier() {}

        public static void main(String[] arguments) {
            StoreAddress address = StoreAddress.of(arguments[0], Path.of(""));
            try (Store store = Stores.open(address, Map.of(), CLOCK)) {
                new Backup(store, address, CLOCK).write(Path.of(arguments[1]), false);
            }
        }
    }
}
