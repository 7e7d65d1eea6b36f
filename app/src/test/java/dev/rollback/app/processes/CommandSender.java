package dev.rollback.app.processes;

import static dev.rollback.api.ComponentName.CACHE;

import dev.rollback.api.RequestContext;
import dev.rollback.api.TaskManager;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sends a number of commands from five threads, half to tasks of its own and half to tasks that others write too, and
 * prints the request id of each that was acknowledged. Arguments: the store's address, a name, how many.
 */
final class CommandSender {
    static final int SHARED = 2;
    static final int THREADS = 5;

    private CommandSender() {}

    public static void main(String[] arguments) {
        String name = arguments[1];
        EngineOptions options = EngineOptions.defaults()
                .withStore(StoreAddress.of(arguments[0], Path.of("")))
                .withActor(name);
        try (RollbackEngine engine = RollbackEngine.open(options)) {
            Thread[] threads = new Thread[THREADS];
            int each = Integer.parseInt(arguments[2]) / threads.length;
            for (int t = 0; t < threads.length; t++) {
                String own = name + "-" + t;
                threads[t] = new Thread(() -> IntStream.range(0, each).forEach(n -> send(engine.tasks(), own, n)));
                threads[t].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(TaskManager tasks, String own, int n) {
        String request = own + "-" + n;
        TaskManager asked = tasks.with(RequestContext.of(own).withRequestId(request));
        if (n == 0) {
            asked.register(own, "Own " + own);
        } else if (n % 2 == 0) {
            asked.merge(own, CACHE, Json.of(Map.of(request, n)));
        } else {
            asked.merge("shared-" + n / 2 % SHARED, CACHE, Json.of(Map.of(request, n)));
        }
        System.out.println(request);
    }
}
