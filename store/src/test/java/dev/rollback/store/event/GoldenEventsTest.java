package dev.rollback.store.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.BoardEvent;
import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentName;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusalEvent;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackEvent;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.StoreEvent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonPatch;
import dev.rollback.store.StoredEvent;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One golden file per event and revision, kept and read forever: a store written today is read by every later version. */
class GoldenEventsTest {
    private static final TaskId T = new TaskId("12");
    private static final CheckpointId CP = new CheckpointId("cp-1");
    private static final RollbackId RB = new RollbackId("rb-1");
    private static final RollbackScope SCOPE =
            RollbackScope.to(CP).withStrategy(RollbackStrategy.SELECTIVE).withTasks(List.of(T));
    private static final RollbackScope ALL_OF_A_SCOPE = new RollbackScope(
            RollbackStrategy.CASCADE,
            List.of(CP),
            new Moment.AtTime(Instant.parse("2026-11-23T10:00:00Z")),
            List.of(T),
            List.of(ComponentName.CACHE),
            List.of(ComponentName.QUEUE),
            List.of(new TaskId("7")),
            true,
            true,
            new RollbackId("rb-0"),
            RollbackScope.LaterWork.DISCARD);
    private static final List<ComponentChange> CHANGES = List.of(
            ComponentChange.patch(
                    ComponentName.TASK_STATE,
                    JsonPatch.parse(Json.parse("[{\"op\":\"replace\",\"path\":\"/data/n\",\"value\":1.00}]"))),
            ComponentChange.value(ComponentName.CACHE, Json.parse("{\"keys\":[1,2.50,\"é\"]}")),
            ComponentChange.absent(ComponentName.QUEUE));

    static final List<Object> SAMPLES = List.of(
            new TaskEvent.TaskRegistered(
                    T,
                    "Title",
                    List.of(new TaskId("3")),
                    new TaskId("1"),
                    TaskPolicy.DEFAULT,
                    0,
                    new SchemaVersion(2, 1)),
            new TaskEvent.TaskStarted(T),
            new TaskEvent.TaskUpdated(T, CHANGES),
            new TaskEvent.TaskCompleted(T),
            new TaskEvent.TaskFailed(T, "boom", RollbackReason.TIMEOUT, true),
            new TaskEvent.TaskPolicyChanged(T, new TaskPolicy(true, false, true)),
            new TaskEvent.TaskMigrated(
                    T, CHANGES, new SchemaVersion(2, 1), "bb", new TaskEvent.MigratedFrom(SchemaVersion.FIRST, "aa")),
            new TaskEvent.TaskFenced(T, 20261123110000L),
            new TaskEvent.TaskForked(T, new TaskId("7"), 4, CHANGES, TaskPolicy.DEFAULT, 1, new SchemaVersion(2, 1)),
            new TaskEvent.TaskCancelled(T),
            new TaskEvent.TaskReopened(T),
            new TaskEvent.TaskWithdrawn(T),
            new TaskEvent.TaskImported(T, CHANGES, 2, new SchemaVersion(2, 1)),
            new TaskEvent.CheckpointCreated(
                    T,
                    CP,
                    "phase",
                    3,
                    "label",
                    "text",
                    TaskStatus.RUNNING,
                    SchemaVersion.FIRST,
                    "aa",
                    new CheckpointId("cp-0"),
                    Map.of("k", "v")),
            new TaskEvent.TaskRolledBack(
                    T,
                    RB,
                    CP,
                    4,
                    1,
                    CHANGES,
                    "aa",
                    "bb",
                    CP,
                    List.of(ComponentName.CACHE),
                    new TaskId("3"),
                    new SchemaVersion(2, 1),
                    new TaskEvent.MigratedFrom(SchemaVersion.FIRST, "cc")),
            new CheckpointEvent.CheckpointHeld(CP, "why"),
            new CheckpointEvent.CheckpointReleased(CP),
            new CheckpointEvent.CheckpointArchived(CP),
            new CheckpointEvent.CheckpointPruned(CP),
            new CheckpointEvent.SystemCheckpointCreated(CP, "label", "text", Map.of("k", "v")),
            new RollbackEvent.RollbackRequested(
                    RB,
                    ALL_OF_A_SCOPE,
                    5L,
                    RollbackReason.MANUAL,
                    "why",
                    Map.of("k", "v"),
                    "dd",
                    new TaskFailure(T, 3)),
            new RollbackEvent.RollbackSucceeded(RB, List.of(T), 7),
            new RollbackEvent.RollbackFailed(
                    RB,
                    ALL_OF_A_SCOPE,
                    RollbackReason.ERROR,
                    "why",
                    Map.of(),
                    RefusalCode.NOT_FOUND,
                    "there is none",
                    new TaskFailure(T, 3)),
            new RefusalEvent.StaleWorkRefused(T, 0, 1, "UpdateTask", "ann"),
            new StoreEvent.StoreRestored(Instant.parse("2026-11-23T10:00:00Z"), 20261123110000L),
            new BoardEvent.BoardImported("master", CHANGES, "tasks.json", Instant.parse("2026-11-23T10:00:00Z"), "dd"),
            new BoardEvent.BoardExported("master", CHANGES, "tasks.json", "dd"),
            new BoardEvent.BoardCopied("master", "copy.json", "dd"),
            new BoardEvent.BoardRolledBack("master", RB, 4, CHANGES, "aa", "bb"));

    /** What the files of former revisions are read as. */
    static final Map<String, Object> FORMER = Map.ofEntries(
            Map.entry(
                    "task.TaskRolledBack-1",
                    new TaskEvent.TaskRolledBack(
                            T, RB, CP, 4, 1, CHANGES, "aa", "bb", CP, null, null, SchemaVersion.FIRST, null)),
            Map.entry(
                    "task.TaskRolledBack-2",
                    new TaskEvent.TaskRolledBack(
                            T,
                            RB,
                            CP,
                            4,
                            1,
                            CHANGES,
                            "aa",
                            "bb",
                            CP,
                            List.of(ComponentName.CACHE),
                            new TaskId("3"),
                            SchemaVersion.FIRST,
                            null)),
            Map.entry(
                    "task.TaskForked-1",
                    new TaskEvent.TaskForked(
                            T, new TaskId("7"), 4, CHANGES, TaskPolicy.DEFAULT, 1, SchemaVersion.FIRST)),
            Map.entry(
                    "board.BoardImported-1",
                    new BoardEvent.BoardImported(
                            "master", CHANGES, "tasks.json", Instant.parse("2026-11-23T10:00:00Z"), null)),
            Map.entry("board.BoardExported-1", new BoardEvent.BoardExported("master", CHANGES, "tasks.json", null)),
            Map.entry("task.TaskImported-1", new TaskEvent.TaskImported(T, CHANGES, 2, SchemaVersion.FIRST)),
            Map.entry(
                    "task.TaskRegistered-2",
                    new TaskEvent.TaskRegistered(
                            T,
                            "Title",
                            List.of(new TaskId("3")),
                            new TaskId("1"),
                            TaskPolicy.DEFAULT,
                            0,
                            SchemaVersion.FIRST)),
            Map.entry(
                    "rollback.RollbackRequested-1",
                    new RollbackEvent.RollbackRequested(
                            RB, SCOPE, 5L, RollbackReason.MANUAL, "why", Map.of("k", "v"), "dd", null)),
            Map.entry(
                    "rollback.RollbackRequested-2",
                    new RollbackEvent.RollbackRequested(
                            RB, ALL_OF_A_SCOPE, 5L, RollbackReason.MANUAL, "why", Map.of("k", "v"), "dd", null)),
            Map.entry(
                    "rollback.RollbackFailed-1",
                    new RollbackEvent.RollbackFailed(
                            RB,
                            SCOPE,
                            RollbackReason.ERROR,
                            "why",
                            Map.of(),
                            RefusalCode.NOT_FOUND,
                            "there is none",
                            null)),
            Map.entry(
                    "rollback.RollbackFailed-2",
                    new RollbackEvent.RollbackFailed(
                            RB,
                            ALL_OF_A_SCOPE,
                            RollbackReason.ERROR,
                            "why",
                            Map.of(),
                            RefusalCode.NOT_FOUND,
                            "there is none",
                            null)),
            Map.entry(
                    "task.TaskRegistered-1",
                    new TaskEvent.TaskRegistered(
                            T,
                            "Title",
                            List.of(new TaskId("3")),
                            new TaskId("1"),
                            new TaskPolicy(true, false, false),
                            0,
                            SchemaVersion.FIRST)),
            Map.entry("task.TaskFailed-1", new TaskEvent.TaskFailed(T, "boom", RollbackReason.TIMEOUT, false)));

    @Test
    void every_event_has_a_name_and_a_sample() {
        List<Class<?>> kinds = new ArrayList<>();
        for (Class<?> family : List.of(
                TaskEvent.class,
                CheckpointEvent.class,
                RollbackEvent.class,
                BoardEvent.class,
                RefusalEvent.class,
                StoreEvent.class)) {
            kinds.addAll(List.of(family.getPermittedSubclasses()));
        }
        assertThat(SAMPLES).extracting(Object::getClass).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(kinds).allSatisfy(kind -> {
            assertThat(EventNames.nameOf(kind)).isNotNull();
            assertThat(kind.isAnnotationPresent(Revision.class))
                    .as("revision of " + kind)
                    .isTrue();
        });
    }

    @TestFactory
    List<DynamicTest> reads_what_was_written_by_every_revision_and_writes_the_same() {
        return SAMPLES.stream()
                .map(sample -> DynamicTest.dynamicTest(file(sample), () -> {
                    assertThat(GoldenEventsTest.class.getResource("/golden/" + file(sample)))
                            .as("it would hold %s", new String(EventCodec.write(sample), StandardCharsets.UTF_8))
                            .isNotNull();
                    byte[] golden = golden(file(sample));
                    assertThat(EventCodec.read(stored(sample, golden))).isEqualTo(sample);
                    assertThat(Json.parse(EventCodec.write(sample))).isEqualTo(Json.parse(golden));
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> reads_what_was_written_by_a_former_revision() {
        return FORMER.entrySet().stream()
                .map(former -> DynamicTest.dynamicTest(former.getKey(), () -> {
                    StoredEvent stored = stored(former.getValue(), golden(former.getKey() + ".json"));
                    String revision = former.getKey().substring(former.getKey().indexOf('-') + 1);
                    assertThat(EventCodec.read(of(stored, stored.name(), revision)))
                            .isEqualTo(former.getValue());
                }))
                .toList();
    }

    @Test
    void what_a_former_revision_said_is_not_replaced_by_what_it_did_not_say() throws Exception {
        for (String revision : List.of("1", "2")) {
            String golden =
                    new String(golden("task.TaskRegistered-%s.json".formatted(revision)), StandardCharsets.UTF_8);
            byte[] again = golden.replace("\"epoch\": 0", "\"epoch\": 4").getBytes(StandardCharsets.UTF_8);
            StoredEvent stored = stored(SAMPLES.get(0), again);
            assertThat(((TaskEvent.TaskRegistered) EventCodec.read(of(stored, stored.name(), revision))).epoch())
                    .isEqualTo(4);
        }
    }

    @Test
    void every_file_of_a_former_revision_is_read() throws Exception {
        Set<String> samples = SAMPLES.stream().map(GoldenEventsTest::file).collect(Collectors.toSet());
        Set<String> former =
                FORMER.keySet().stream().map(file -> file + ".json").collect(Collectors.toSet());
        URI folder = GoldenEventsTest.class.getResource("/golden").toURI();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(file -> !samples.contains(file)))
                    .containsExactlyInAnyOrderElementsOf(former);
        }
    }

    @Test
    void what_a_former_revision_says_of_components_comes_out_as_it_went_in() throws Exception {
        for (String former : FORMER.keySet()) {
            byte[] golden = golden(former + ".json");
            StoredEvent stored = stored(FORMER.get(former), golden);
            StoredEvent upcast =
                    EventCodec.upcast(of(stored, stored.name(), former.substring(former.indexOf('-') + 1)));
            assertThat(upcast.revision())
                    .isEqualTo(EventNames.revisionOf(FORMER.get(former).getClass()));
            assertThat(Json.parse(upcast.payload()).get("changes"))
                    .isEqualTo(Json.parse(golden).get("changes"));
        }
    }

    @Test
    void an_event_of_a_newer_revision_or_name_is_refused_and_not_misread() {
        StoredEvent known = stored(SAMPLES.get(1), "{\"taskId\":\"12\"}".getBytes(StandardCharsets.UTF_8));
        for (StoredEvent newer : List.of(of(known, known.name(), "2"), of(known, "task.TaskPaused", "1"))) {
            assertThatThrownBy(() -> EventCodec.read(newer))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("version")
                    .extracting(e -> ((RefusedException) e).code())
                    .isEqualTo(RefusalCode.VERSION_INCOMPATIBLE);
        }
    }

    private static StoredEvent of(StoredEvent event, String name, String revision) {
        return new StoredEvent(
                event.position(),
                event.stream(),
                event.seq(),
                event.unit(),
                event.recordedAt(),
                name,
                revision,
                event.payload(),
                event.metadata(),
                event.hash());
    }

    static String file(Object sample) {
        Revision revision = sample.getClass().getAnnotation(Revision.class);
        return EventNames.nameOf(sample.getClass()) + "-" + revision.value() + ".json";
    }

    private static byte[] golden(String name) throws Exception {
        try (InputStream file = GoldenEventsTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(file).as("golden file %s", name).isNotNull();
            return file.readAllBytes();
        }
    }

    private static StoredEvent stored(Object sample, byte[] payload) {
        String name = String.valueOf(EventNames.nameOf(sample.getClass()));
        String revision = EventNames.revisionOf(sample.getClass());
        return new StoredEvent(
                1,
                "s",
                0,
                1,
                Instant.EPOCH,
                name,
                revision,
                payload,
                "{}".getBytes(StandardCharsets.UTF_8),
                new byte[32]);
    }
}
