package dev.rollback.store.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.store.AppendUnit;
import dev.rollback.store.AppendUnit.RequestMark;
import dev.rollback.store.Appended;
import dev.rollback.store.IndexChange;
import dev.rollback.store.IndexChange.CheckpointAdded;
import dev.rollback.store.IndexChange.TaskMoved;
import dev.rollback.store.NewEvent;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.StoredSnapshot;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A process of its own that appends until it is killed, and prints every unit once it is acknowledged: first and last
 * position and request id. Arguments: the store's address, run, seed, threads.
 */
public final class CrashWriter {
    private static final PrintStream OUT = System.out;

    private final Store store;
    private final String task;
    private final Random random;
    private long seq;

    private CrashWriter(Store store, String task, long seed) {
        this.store = store;
        this.task = task;
        this.random = new Random(seed);
        this.seq = store.<Long>read(reading -> reading.lastSeq("task/" + task));
    }

    public static void main(String[] args) {
        Store store = StoreKind.createAt(args[0], StoreOptions.of(InstantSource.system()));
        for (int n = 0; n < Integer.parseInt(args[3]); n++) {
            CrashWriter writer = new CrashWriter(store, args[1] + "-" + n, Long.parseLong(args[2]) + n);
            new Thread(writer::appendForever, writer.task).start();
        }
    }

    private void appendForever() {
        for (int n = 0; ; n++) {
            String request = task + "-" + n;
            Appended where = store.append(unit(request));
            OUT.println(where.first() + " " + where.last() + " " + request);
            OUT.flush();
        }
    }

    private AppendUnit unit(String request) {
        int size = 1 + random.nextInt(5);
        boolean checkpoint = random.nextInt(5) == 0;
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            byte[] payload = (request + " " + size + " " + (checkpoint ? "c" : "n") + "x".repeat(random.nextInt(300)))
                    .getBytes(UTF_8);
            events.add(new NewEvent("task/" + task, ++seq, "task.Crashed", "1", payload, new byte[] {'{', '}'}));
        }
        List<IndexChange> index = new ArrayList<>();
        index.add(new TaskMoved(task, seq, "RUNNING", 0, request, size - 1));
        if (checkpoint) {
            index.add(new CheckpointAdded("cp-" + request, task, size - 1, false));
        }
        List<StoredSnapshot> snapshots = random.nextInt(10) == 0
                ? List.of(new StoredSnapshot("task/" + task, seq, (byte) 0, request.getBytes(UTF_8)))
                : List.of();
        return new AppendUnit(
                events, List.of(), index, snapshots, new RequestMark(request, "body of " + request), List.of());
    }
}
