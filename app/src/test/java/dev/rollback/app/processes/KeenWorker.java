package dev.rollback.app.processes;

import static dev.rollback.api.ComponentName.CACHE;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusedException;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskManager;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Works on each of its tasks from a thread of its own, never looks up, and starts a task again only once all three kinds
 * of work were refused. What it writes says, by itself, in which epoch it believed to be. Arguments: the store's
 * address, then the tasks.
 */
final class KeenWorker {
    private KeenWorker() {}

    public static void main(String[] arguments) throws InterruptedException {
        RollbackEngine engine =
                RollbackEngine.open(EngineOptions.defaults().withStore(StoreAddress.of(arguments[0], Path.of(""))));
        List<Thread> threads = List.of(arguments).subList(1, arguments.length).stream()
                .map(task -> new Thread(() -> work(engine.tasks(), task), "work on " + task))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void work(TaskManager tasks, String task) {
        for (int n = 0; ; ) {
            long epoch = tasks.start(task).epoch();
            TaskManager mine = tasks.withEpoch(epoch);
            int refused = 0;
            while (refused < 3) {
                String signature = signature(epoch, n++);
                refused = isRefused(() -> mine.replace(task, CACHE, Json.of(Map.of("by", signature)))) ? 1 : 0;
                refused += isRefused(() -> mine.heartbeat(task)) ? 1 : 0;
                refused += isRefused(() ->
                                mine.send(new CreateCheckpoint(new TaskId(task), CheckpointId.random(), signature)))
                        ? 1
                        : 0;
            }
        }
    }

    /** Such as {@code epoch-3-n-17}. */
    private static String signature(long epoch, int n) {
        return "epoch-%d-n-%d".formatted(epoch, n);
    }

    private static boolean isRefused(Runnable work) {
        try {
            work.run();
            return false;
        } catch (RefusedException e) {
            // Nothing else stops it: without the fence it would go on and on.
            return e instanceof StaleEpochException;
        }
    }
}
