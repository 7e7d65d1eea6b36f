package dev.rollback.engine.axon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonPointer;
import dev.rollback.api.BoardCommand;
import dev.rollback.api.BoardCommand.ImportDocument;
import dev.rollback.api.BoardCommand.RecordCopy;
import dev.rollback.api.BoardCommand.RecordExport;
import dev.rollback.api.CheckpointCommand;
import dev.rollback.api.CheckpointCommand.CreateSystemCheckpoint;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentEdit;
import dev.rollback.api.ComponentName;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.Moment;
import dev.rollback.api.PolicyChange;
import dev.rollback.api.PolicyChange.OnFailure;
import dev.rollback.api.RetentionCommand;
import dev.rollback.api.RetentionCommand.ArchiveCheckpoint;
import dev.rollback.api.RetentionCommand.DeleteCheckpoint;
import dev.rollback.api.RetentionCommand.EndCheckpointLease;
import dev.rollback.api.RetentionCommand.HoldCheckpoint;
import dev.rollback.api.RetentionCommand.LeaseCheckpoint;
import dev.rollback.api.RetentionCommand.PruneCheckpoints;
import dev.rollback.api.RetentionCommand.ReleaseCheckpoint;
import dev.rollback.api.RetentionRule;
import dev.rollback.api.RollbackCommand;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackCommand.RollBackFailure;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan.PlannedTask;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackScope.LaterWork;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskCommand.CancelTask;
import dev.rollback.api.TaskCommand.ChangePolicy;
import dev.rollback.api.TaskCommand.CompleteTask;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.FailTask;
import dev.rollback.api.TaskCommand.ForkTask;
import dev.rollback.api.TaskCommand.RecordHeartbeat;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskCommand.ReopenTask;
import dev.rollback.api.TaskCommand.StartTask;
import dev.rollback.api.TaskCommand.UpdateTask;
import dev.rollback.api.TaskCommand.WithdrawTask;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonPatch;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.Test;

/** Stores remember the hashes of requests of all former versions: each of these lines stays as it is. */
class RequestBodyTest {
    private static final List<Class<?>> FAMILIES = List.of(
            TaskCommand.class,
            CheckpointCommand.class,
            RetentionCommand.class,
            RollbackCommand.class,
            BoardCommand.class);
    private static final TaskId T = new TaskId("12");
    private static final CheckpointId CP = new CheckpointId("cp-1");
    private static final RollbackId RB = new RollbackId("rb-1");
    private static final Json DATA = Json.parse("{\"z\":1.0,\"a\":[\"é\",null]}");
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
            LaterWork.DISCARD);

    /** Of every command one with all that it may hold, and one with as little as it may. */
    private static final List<Object> SAMPLES = List.of(
            new RegisterTask(T, "Title", List.of(new TaskId("3")), new TaskId("1"), new TaskPolicy(false, true, true)),
            new RegisterTask(T, "Title", List.of(), null, TaskPolicy.DEFAULT),
            new StartTask(T),
            new UpdateTask(
                    T,
                    List.of(
                            new ComponentEdit.Merge(ComponentName.CACHE, DATA),
                            new ComponentEdit.Replace(ComponentName.QUEUE, DATA),
                            new ComponentEdit.Patch(
                                    ComponentName.TASK_STATE,
                                    new JsonPatch(List.of(
                                            JsonPatch.Operation.add(JsonPointer.compile("/n"), Json.NULL),
                                            JsonPatch.Operation.remove(JsonPointer.compile("/m"))))))),
            new RecordHeartbeat(T),
            new CompleteTask(T),
            new FailTask(T, "boom", RollbackReason.TIMEOUT),
            new ChangePolicy(T, new PolicyChange(true, OnFailure.AS_CONFIGURED, false)),
            new ChangePolicy(T, PolicyChange.NONE),
            new ForkTask(T, new TaskId("7"), new Moment.AtSeq(4)),
            new CancelTask(T),
            new ReopenTask(T),
            new WithdrawTask(T),
            new CreateCheckpoint(T, CP, "phase", 3, "label", "text", DATA, Map.of("k", "v")),
            new CreateCheckpoint(T, CP, "phase"),
            new CreateSystemCheckpoint(CP, "label", "text", Map.of("k", "v")),
            new CreateSystemCheckpoint(CP, null),
            new HoldCheckpoint(CP, "why"),
            new HoldCheckpoint(CP),
            new ReleaseCheckpoint(CP),
            new ArchiveCheckpoint(CP),
            new DeleteCheckpoint(CP),
            new PruneCheckpoints(new RetentionRule(3, Duration.ofDays(30), T), List.of(CP)),
            new PruneCheckpoints(new RetentionRule(3, null, null)),
            new LeaseCheckpoint(CP, "lease", Duration.ofSeconds(90)),
            new EndCheckpointLease(CP, "lease"),
            new RollBackFailure(RB, new TaskFailure(T, 3)),
            new RollBack(
                    RB,
                    ALL_OF_A_SCOPE,
                    RollbackReason.VALIDATION_FAILED,
                    "why",
                    Map.of("k", "v"),
                    true,
                    "dd",
                    List.of(new PlannedTask(T, 1, "aa", 4, "bb"))),
            new RollBack(RB, CP, "why"),
            new ImportDocument(DATA, "tasks.json", Instant.parse("2026-11-23T10:00:00Z"), true, "text"),
            new ImportDocument(DATA, "tasks.json", null, false),
            new RecordExport(DATA, "tasks.json", "text"),
            new RecordExport(DATA, "tasks.json"),
            new RecordCopy(DATA, "copy.json"));

    @Test
    void what_is_remembered_of_a_request_stays_the_same_from_version_to_version() throws Exception {
        List<String> lines = SAMPLES.stream()
                .map(command -> RequestBody.of(message(command, "ann")))
                .map(body -> body.sha256() + " " + body.canonical())
                .toList();
        assertThat(lines).isEqualTo(golden());
    }

    @Test
    void there_is_a_sample_of_every_command() {
        List<Class<?>> commands = new ArrayList<>();
        for (Class<?> family : FAMILIES) {
            commands.addAll(Arrays.asList(family.getPermittedSubclasses()));
        }
        assertThat(SAMPLES).extracting(Object::getClass).hasSameElementsAs(commands);
        assertThat(SAMPLES.stream().map(EngineCommands::nameOf).distinct()).hasSameSizeAs(commands);
    }

    @Test
    void without_an_actor_it_is_that_of_nobody() {
        CommandMessage<?> message = GenericCommandMessage.asCommandMessage(new StartTask(T));
        assertThat(RequestBody.of(message).canonical())
                .isEqualTo("{\"actor\":\"null\",\"command\":\"StartTask\",\"taskId\":\"12\"}");
    }

    /** Starting a task, as Java might call it one day. */
    @JsonTypeName("StartTask")
    private record BeginWork(@JsonProperty("taskId") TaskId which) {}

    @Test
    void what_java_calls_a_command_and_its_parts_is_no_part_of_it() {
        assertThat(RequestBody.of(message(new BeginWork(T), "ann")))
                .isEqualTo(RequestBody.of(message(new StartTask(T), "ann")));
    }

    @Test
    void every_part_of_a_command_has_a_chosen_name() {
        Set<Class<?>> seen = new HashSet<>();
        FAMILIES.forEach(family -> collect(family, seen));
        assertThat(seen).contains(RollbackScope.class, PlannedTask.class, ComponentEdit.Patch.class, TaskPolicy.class);
        for (Class<?> type : seen) {
            for (RecordComponent part : type.getRecordComponents()) {
                assertThat(part.getAccessor().isAnnotationPresent(JsonProperty.class))
                        .as("%s of %s has a chosen name", part.getName(), type)
                        .isTrue();
            }
        }
    }

    /** Records that are written member by member, inside of those too. */
    private static void collect(Type type, Set<Class<?>> records) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, records);
            }
        } else if (type instanceof Class<?> plain && !isOneValue(plain)) {
            if (plain.isSealed()) {
                for (Class<?> kind : plain.getPermittedSubclasses()) {
                    collect(kind, records);
                }
            } else if (plain.isRecord() && records.add(plain)) {
                for (RecordComponent part : plain.getRecordComponents()) {
                    collect(part.getGenericType(), records);
                }
            }
        }
    }

    private static boolean isOneValue(Class<?> type) {
        return Arrays.stream(type.getMethods()).anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
    }

    private static CommandMessage<?> message(Object command, String actor) {
        return GenericCommandMessage.asCommandMessage(command).andMetaData(Map.of(MetadataKeys.ACTOR, actor));
    }

    private static List<String> golden() throws Exception {
        try (InputStream file = RequestBodyTest.class.getResourceAsStream("/golden/requests.txt")) {
            assertThat(file).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
