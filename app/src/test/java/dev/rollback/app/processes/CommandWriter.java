package dev.rollback.app.processes;

import static dev.rollback.api.ComponentName.CACHE;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.TaskManager;
import dev.rollback.api.TaskReceipt;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import java.nio.file.Path;
import java.util.Map;

/** Sends commands from several threads until it is killed, and prints each one that was acknowledged. */
final class CommandWriter {
    private CommandWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        String run = arguments[1];
        RollbackEngine engine =
                RollbackEngine.open(EngineOptions.defaults().withStore(StoreAddress.of(arguments[0], Path.of(""))));
        Thread[] workers = new Thread[Integer.parseInt(arguments[2])];
        for (int i = 0; i < workers.length; i++) {
            String task = run + "-" + i;
            workers[i] = new Thread(() -> work(engine, task));
            workers[i].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private static void work(RollbackEngine engine, String task) {
        TaskManager tasks = engine.tasks();
        acknowledged(tasks.register(task, "Task " + task));
        for (int n = 0; ; n++) {
            CheckpointId checkpoint = engine.checkpoints().create(task, "before " + n);
            System.out.println("checkpoint " + checkpoint);
            acknowledged(tasks.replace(task, CACHE, Json.of(Map.of("n", n, "text", "x".repeat(n % 500)))));
            acknowledged(tasks.start(task));
            if (n % 3 == 0) {
                System.out.println("rollback "
                        + engine.rollbacks().rollBack(checkpoint, "again").rollbackId());
            } else {
                acknowledged(tasks.complete(task));
                acknowledged(tasks.reopen(task));
            }
        }
    }

    private static void acknowledged(TaskReceipt receipt) {
        System.out.println("task " + receipt.taskId() + " " + receipt.seq());
    }
}
