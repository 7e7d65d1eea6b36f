package dev.rollback.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointState;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.ComponentName;
import dev.rollback.api.PolicyChange.OnFailure;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskContent;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView.ForkOrigin;
import dev.rollback.api.json.Json;
import dev.rollback.engine.task.Snapshots;
import dev.rollback.engine.task.TaskState;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored under a name that Java has too: it stays as it is when the class, the part or the constant is renamed. */
class StoredNamesTest {
    private static final TaskState STATE = new TaskState(
            7,
            6,
            2,
            TaskContent.NONE.with(
                    List.of(ComponentChange.value(ComponentName.CACHE, Json.parse("{\"keys\":[1,2.50]}")))),
            new SchemaVersion(2, 1),
            new TaskPolicy(true, false, true),
            true,
            new CheckpointId("cp-1"),
            new TaskState.Restored(new RollbackId("rb-1"), 4, List.of(ComponentName.CACHE)),
            new ForkOrigin(new TaskId("7"), 4));

    private static final String SNAPSHOT = "{\"seq\":7,\"changedSeq\":6,\"epoch\":2,"
            + "\"content\":{\"components\":{\"CACHE\":{\"keys\":[1,2.50]}}},\"schemaVersion\":\"2.1\","
            + "\"policy\":{\"rollbackEnabled\":true,\"rollbackOnFailure\":false,\"epochRequired\":true},"
            + "\"workedOn\":true,\"currentCheckpoint\":\"cp-1\","
            + "\"restored\":{\"rollbackId\":\"rb-1\",\"targetSeq\":4,\"components\":[\"CACHE\"]},"
            + "\"forkedFrom\":{\"taskId\":\"7\",\"seq\":4}}";

    @TempDir
    Path folder;

    @Test
    void a_snapshot_of_a_task_is_written_and_read_as_former_versions_did() {
        assertThat(Json.of(STATE)).isEqualTo(Json.parse(SNAPSHOT));
        assertThat(Snapshots.unpack(Snapshots.pack("task/12", 7, Json.parse(SNAPSHOT)), TaskState.class))
                .isEqualTo(STATE);
    }

    @Test
    void an_event_says_what_it_is_of_by_a_chosen_name() {
        try (TestEngine engine = TestEngine.in(StoreKind.SQLITE, folder)) {
            engine.tasks.register("12", "Title");
            StoredEvent registered = engine.stream("task/12").get(0);
            assertThat(EventCodec.metadata(registered)).containsEntry(EventCodec.AGGREGATE_TYPE, "Task");
        }
    }

    @Test
    void refused_work_is_recorded_by_the_commands_chosen_name() {
        try (TestEngine engine = TestEngine.in(StoreKind.SQLITE, folder)) {
            engine.tasks.register("12", "Title");
            assertThatThrownBy(() -> engine.tasks.withEpoch(9).complete("12")).isInstanceOf(StaleEpochException.class);
            assertThat(engine.stream("refusal/12/9/CompleteTask/ann")).hasSize(1);
        }
    }

    @Test
    void constants_that_are_stored_or_hashed_keep_the_names_they_were_stored_with() {
        assertNames(
                TaskStatus.class, "PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "RETRACTED", "WITHDRAWN");
        assertNames(
                RollbackReason.class,
                "MANUAL",
                "ERROR",
                "VALIDATION_FAILED",
                "TIMEOUT",
                "RESOURCE_LIMIT",
                "DEPENDENCY_FAILED",
                "CIRCUIT_BREAKER");
        assertNames(RollbackStrategy.class, "FULL", "PARTIAL", "SELECTIVE", "CASCADE", "POINT_IN_TIME");
        assertNames(LaterWork.class, "DISCARD", "KEEP");
        assertNames(OnFailure.class, "YES", "NO", "AS_CONFIGURED");
        assertNames(ComponentChange.Kind.class, "PATCH", "VALUE", "ABSENT");
        assertNames(RollbackStatus.class, "PENDING", "IN_PROGRESS", "SUCCESS", "PARTIAL", "FAILED");
        assertNames(CheckpointState.class, "CREATED", "COMPLETED", "FAILED", "RESTORED", "ARCHIVED", "PRUNED");
        assertNames(
                RefusalCode.class,
                "INVALID_INPUT",
                "INVALID_SCOPE",
                "NOT_CONFIRMED",
                "NOT_TRUSTED",
                "NOT_FOUND",
                "CLEANED_UP",
                "CONFLICT",
                "STALE_EPOCH",
                "ROLLBACK_DISABLED",
                "FAILED_STATE",
                "LOOP",
                "ALREADY_THERE",
                "CORRUPT",
                "STORE_UNAVAILABLE",
                "UNKNOWN_OUTCOME",
                "VERSION_INCOMPATIBLE");
    }

    private static void assertNames(Class<? extends Enum<?>> type, String... stored) {
        assertThat(Arrays.stream(type.getEnumConstants()).map(Enum::name)).contains(stored);
    }
}
