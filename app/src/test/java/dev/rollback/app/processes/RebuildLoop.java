package dev.rollback.app.processes;

import dev.rollback.api.Progress;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.projections.ReadModel;
import dev.rollback.projections.View;
import dev.rollback.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Makes the view of tasks again and again, until it is killed; says when it begins, and how many rows it put right. */
final class RebuildLoop {
    private RebuildLoop() {}

    public static void main(String[] arguments) {
        Store store = Stores.open(StoreAddress.of(arguments[0], Path.of("")), Map.of(), InstantSource.system());
        ReadModel views = new ReadModel(store);
        while (true) {
            System.out.println("begins");
            System.out.println("put right " + views.rebuild(View.TASKS, Progress.NONE));
        }
    }
}
