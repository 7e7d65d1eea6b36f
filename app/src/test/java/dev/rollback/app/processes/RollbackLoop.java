package dev.rollback.app.processes;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.AppendUnit.Guard;
import dev.rollback.store.Appended;
import dev.rollback.store.ForwardingStore;
import dev.rollback.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rolls many tasks back in one cascade, undoes that, redoes it, until it is killed; says when it has the lock. */
final class RollbackLoop {
    private static final CheckpointId BEFORE = new CheckpointId("before");

    private RollbackLoop() {}

    public static void main(String[] arguments) {
        Store store = Stores.create(StoreAddress.of(arguments[0], Path.of("")), Map.of(), InstantSource.system());
        RollbackEngine engine = RollbackEngine.on(new Announcing(store), EngineOptions.defaults());
        int tasks = Integer.parseInt(arguments[1]);
        if (engine.checkpoints().find(BEFORE).isEmpty()) {
            engine.board().importDocument(document(tasks, 1), "tasks.json");
            engine.checkpoints().create(new CreateCheckpoint(new TaskId("0"), BEFORE, "before"));
            engine.board().importDocument(document(tasks, 2), "tasks.json");
        }
        while (true) {
            RollbackScope scope = engine.rollbacks().history().stream()
                    .filter(record -> record.status() == RollbackStatus.SUCCESS)
                    .findFirst()
                    .map(RollbackView::rollbackId)
                    .map(RollbackScope::undoing)
                    .orElse(RollbackScope.to(BEFORE).cascading());
            RollbackId id = RollbackId.random();
            engine.rollbacks().rollBack(new RollBack(id, scope, "why"));
        }
    }

    /** All depend on the first. */
    private static Json document(int tasks, int n) {
        return Json.parse(IntStream.range(0, tasks)
                .mapToObj(
                        i -> "{\"id\":\"%d\",\"title\":\"Task\",\"status\":\"pending\",\"dependencies\":[%s],\"n\":%d}"
                                .formatted(i, i == 0 ? "" : "\"0\"", n))
                .collect(Collectors.joining(",", "{\"tasks\":[", "]}")));
    }

    /** Says so when a rollback has the write lock. */
    private static final class Announcing extends ForwardingStore {
        Announcing(Store store) {
            super(store);
        }

        @Override
        public Appended append(AppendUnit unit) {
            return unit.events().stream()
                    .filter(event -> event.name().equals("rollback.RollbackRequested"))
                    .findFirst()
                    .map(event -> announced(unit, event.stream().substring("rollback/".length())))
                    .orElseGet(() -> store.append(unit));
        }

        private Appended announced(AppendUnit unit, String rollback) {
            List<Guard> guards = new ArrayList<>(unit.guards());
            guards.add(reading -> System.out.println("locked " + rollback));
            Appended where = store.append(new AppendUnit(
                    unit.events(), unit.expectations(), unit.index(), unit.snapshots(), unit.request(), guards));
            System.out.println("committed " + rollback);
            return where;
        }
    }
}
