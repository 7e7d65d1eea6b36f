package dev.rollback.engine.unit;

import static dev.rollback.api.ComponentName.CONFIGURATION;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.BoardManager;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.Progress;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskId;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.json.Json;
import dev.rollback.engine.EngineParticipants;
import dev.rollback.engine.TestEngine;
import dev.rollback.engine.audit.Audit;
import dev.rollback.engine.task.Snapshots;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.Appended;
import dev.rollback.store.ForwardingStore;
import dev.rollback.store.NewEvent;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Others write something else between each decision and its lock. */
@OnEveryStore
class OvertakenWritesTest {
    private static final RequestContext ANN = RequestContext.of("ann");

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    @Test
    void nothing_that_is_kept_depends_on_a_position_guessed_before_the_lock() throws Exception {
        try (Store quiet = kind.create(Files.createDirectory(directory.resolve("quiet")));
                Store busy = kind.create(Files.createDirectory(directory.resolve("busy")))) {
            OvertakenStore overtaken = new OvertakenStore(busy);
            work(new QuietStore(quiet));
            work(overtaken);
            assertThat(overtaken.strangers).isGreaterThan(10);
            assertThat(snapshots(busy))
                    .containsKeys("board/master", "board/beta", "task/long", "task/1")
                    .isEqualTo(snapshots(quiet));
            AuditReport report =
                    new Audit(busy, List.of(), EngineParticipants.BUILT_IN, Progress.NONE).run(AuditScope.ALL);
            assertThat(report.shown()).isEmpty();
        }
    }

    /** As much of everything as makes snapshots due. */
    private static void work(Store store) {
        try (TestEngine engine = TestEngine.on(store)) {
            BoardManager boards = new BoardManager(engine.commands, engine.queries, ANN);
            engine.tasks.register("long", "A task with a history");
            engine.commands.sendAndWait(new CreateCheckpoint(new TaskId("long"), new CheckpointId("cp-long"), "begin"));
            for (int i = 0; i < 4; i++) {
                engine.tasks.replace("long", CONFIGURATION, Json.of(Map.of("text", filler(3_000, i))));
                boards.importDocument(document(i), "tasks.json");
            }
            engine.tasks.merge("1", TASK_STATE, Json.parse("{\"mine\":true}"));
            Json now = boards.document().document();
            boards.recordExport(now == null ? Json.NULL : now, "elsewhere.json");
            engine.commands.sendAndWait(
                    new RollBack(new RollbackId("rb-1"), RollbackScope.to(new CheckpointId("cp-long")), "to try it")
                            .confirm());
            engine.commands.sendAndWait(new RollBack(
                            new RollbackId("rb-2"),
                            RollbackScope.to(new CheckpointId("cp-long")).withStrategy(RollbackStrategy.FULL),
                            "all of it")
                    .confirm());
            engine.commands.sendAndWait(
                    new RollBack(new RollbackId("rb-3"), RollbackScope.undoing(new RollbackId("rb-2")), "no")
                            .confirm());
            boards.importDocument(document(5), "tasks.json");
        }
    }

    private static Json document(int version) {
        String tasks = IntStream.rangeClosed(1, 3)
                .mapToObj(id -> "{\"id\":%d,\"title\":\"task %d\",\"details\":\"%s\"}"
                        .formatted(id, id, filler(3_000, version + id)))
                .collect(Collectors.joining(","));
        String tag = "{\"tasks\":[%s],\"metadata\":{\"text\":\"%s\"}}".formatted(tasks, filler(3_000, version));
        return Json.parse("{\"master\":%s,\"beta\":%s}".formatted(tag, tag));
    }

    private static String filler(int length, int version) {
        return Character.toString('a' + version).repeat(length);
    }

    private static Map<String, List<JsonNode>> snapshots(Store store) {
        return store.read(reading -> {
            Map<String, List<JsonNode>> snapshots = new LinkedHashMap<>();
            List<String> streams = new ArrayList<>(List.of("board/master", "board/beta"));
            reading.tasks().forEach(task -> streams.add("task/" + task.task()));
            for (String stream : streams) {
                for (long seq : reading.snapshotsOf(stream)) {
                    snapshots
                            .computeIfAbsent(stream, s -> new ArrayList<>())
                            .add(Snapshots.unpack(reading.nearest(stream, seq).orElseThrow(), JsonNode.class));
                }
            }
            return snapshots;
        });
    }

    /** Stays open for a look at it. */
    private static class QuietStore extends ForwardingStore {
        QuietStore(Store store) {
            super(store);
        }

        @Override
        public void close() {}
    }

    private static final class OvertakenStore extends QuietStore {
        private int strangers;

        OvertakenStore(Store store) {
            super(store);
        }

        @Override
        public Appended append(AppendUnit unit) {
            byte[] empty = "{}".getBytes(UTF_8);
            store.append(AppendUnit.ofEvents(
                    List.of(new NewEvent("stranger/" + strangers++, 0, "test.Happened", "1", empty, empty))));
            return super.append(unit);
        }
    }
}
