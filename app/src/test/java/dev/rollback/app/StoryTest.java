package dev.rollback.app;

import static dev.rollback.api.ComponentName.CACHE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentEdit;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackReason;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonPatch;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.story.RollbackStory;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.NewEvent;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a rollback at DEBUG, and what is never told. */
class StoryTest {
    private static final String SECRET = "s3cret";
    private static final Json HIDDEN = Json.parse("{\"password\":\"s3cret\",\"s3cret\":[1]}");

    private static final String GATEWAY = "org.axonframework.commandhandling.gateway";

    @TempDir
    Path here;

    private Lines lines;
    private RollbackEngine engine;
    private RacingStore store;

    @BeforeEach
    void open() {
        lines = new Lines(Map.of(
                RollbackStory.LOGGER,
                Level.TRACE,
                "dev.rollback",
                Level.TRACE,
                "ROOT",
                Level.INFO,
                GATEWAY,
                Level.INFO));
        store = new RacingStore(Stores.create(new Folder(here), Map.of(), InstantSource.system()));
        engine = RollbackEngine.on(store, EngineOptions.defaults().withActor("ann"));
    }

    @AfterEach
    void close() {
        engine.close();
        lines.close();
    }

    @Test
    void G20_tells_the_story_of_a_rollback_step_by_step() {
        prepare();
        rollBack("rb-story", "cp-1");
        assertThat(story())
                .containsExactly(
                        "rb-story: ann asks for a rollback to checkpoint cp-1, cause TIMEOUT, request (none)",
                        "rb-story: checkpoint cp-1 is event 3 of task A, position 4",
                        "rb-story: goes to position 4",
                        "rb-story: task A goes to its event 3 and to epoch 1; components: [CACHE, TASK_STATE]",
                        "rb-story: planned: 1 task(s) to position 4, digest HASH",
                        "rb-story: writes 3 events if none of 1 task(s) moved, joined or left since position 6",
                        "rb-story: nothing had moved; appended at positions 7 to 9 in N ms: done, N ms after it was asked");
    }

    @Test
    void G20_tells_why_a_rollback_was_refused_and_that_the_record_was_written() {
        prepare();
        engine.checkpoints().create(checkpoint("cp-failed"));
        engine.tasks().reopen("A");
        refused(() -> rollBack("rb-failed", "cp-failed"));
        assertThat(story())
                .containsExactly(
                        "rb-failed: ann asks for a rollback to checkpoint cp-failed, cause TIMEOUT, request (none)",
                        "rb-failed: checkpoint cp-failed is event 6 of task A, position 7",
                        "rb-failed: goes to position 7",
                        "rb-failed: refused while planning: FAILED_STATE",
                        "rb-failed: FAILED record appended at position 9");
        lines.clear();
        refused(() -> rollBack("rb-lost", "cp-none"));
        assertThat(story())
                .contains(
                        "rb-lost: refused while looking for the target: NOT_FOUND",
                        "rb-lost: FAILED record appended at position 10");
        lines.clear();
        rollBack("rb-1", "cp-1");
        refused(() -> rollBack("rb-2", "cp-1"));
        assertThat(story()).endsWith("rb-2: refused while planning: ALREADY_THERE, which leaves no record");
    }

    @Test
    void G20_tells_of_a_lost_race_and_of_the_next_try() {
        prepare();
        store.loseRaces(1);
        rollBack("rb-race", "cp-1");
        assertThat(story())
                .contains("rb-race: something moved while writing: nothing was written, tried again")
                .filteredOn(line -> line.contains("asks for"))
                .hasSize(2);
        assertThat(story()).last().asString().contains("done");
    }

    @Test
    void G20_tells_that_a_request_was_answered_before() {
        prepare();
        RequestContext once = RequestContext.of("ann").withRequestId("req-1");
        engine.rollbacks().with(once).rollBack(rollback("rb-1", "cp-1"));
        lines.clear();
        engine.rollbacks().with(once).rollBack(rollback("rb-2", "cp-1"));
        assertThat(story()).containsExactly("rb-2: request req-1 was answered before, by rb-1: nothing is done");
        lines.clear();
        refused(() -> engine.rollbacks().with(once).rollBack(rollback("rb-3", "cp-2")));
        assertThat(story()).containsExactly("rb-3: request req-1 was used for something else: refused");
    }

    @Test
    void G20_what_tasks_hold_and_what_people_say_is_in_no_line_of_any_logger() {
        everythingThatCanBeSaid();
        assertThat(lines.of(RollbackStory.LOGGER)).hasSizeGreaterThan(10);
        assertThat(lines.all()).noneMatch(line -> line.text().contains(SECRET));
    }

    @Test
    void a_stored_event_that_cannot_be_read_is_not_quoted() {
        byte[] altered = "{\"taskId\":\"B\",\"title\":\"t\",\"policy\":\"s3cret\"}".getBytes(UTF_8);
        NewEvent event = new NewEvent("task/B", 0, "task.TaskRegistered", "1", altered, "{}".getBytes(UTF_8));
        store.append(AppendUnit.ofEvents(List.of(event)));
        await().untilAsserted(() ->
                assertThat(lines.all()).anyMatch(line -> line.text().contains("event 1 of task.TaskRegistered")));
        assertThat(lines.all()).noneMatch(line -> line.text().contains(SECRET));
    }

    @Test
    void nothing_is_told_at_info() {
        lines.close();
        lines = new Lines(Map.of(RollbackStory.LOGGER, Level.INFO, "dev.rollback", Level.INFO));
        prepare();
        rollBack("rb-1", "cp-1");
        refused(() -> rollBack("rb-2", "cp-1"));
        assertThat(lines.all()).noneMatch(line -> line.logger().startsWith("rollback"));
        assertThat(lines.all()).noneMatch(line -> line.logger().startsWith("dev.rollback"));
    }

    private void everythingThatCanBeSaid() {
        prepare();
        engine.checkpoints().create(checkpoint("cp-failed"));
        refused(() -> engine.tasks().update("A", new ComponentEdit.Patch(CACHE, failing())));
        refused(() -> engine.tasks().register("B", SECRET, "missing"));
        refused(() -> rollBack("rb-1", "cp-failed"));
        refused(() -> rollBack("rb-2", "cp-none"));
        store.loseRaces(1);
        rollBack("rb-3", "cp-1");
        refused(() -> rollBack("rb-4", "cp-1"));
        refused(() -> engine.tasks().withEpoch(0).merge("A", CACHE, HIDDEN));
        refused(() -> engine.tasks().complete("nobody"));
        String file = """
                {"tasks":[{"id":1,"title":"s3cret","status":"s3cret","dependencies":["%s"],"s3cret":true}]}
                """;
        engine.board().importDocument(Json.parse(file.formatted("s3cret")), "tasks.json");
        refused(() -> engine.board().importDocument(Json.parse("{\"tasks\":\"s3cret\"}"), "tasks.json"));
    }

    private static JsonPatch failing() {
        return JsonPatch.parse(Json.parse("[{\"op\":\"test\",\"path\":\"/s3cret\",\"value\":\"s3cret\"}]"));
    }

    /** Task A with a checkpoint, and lost work after it; secrets everywhere. */
    private void prepare() {
        TaskPolicy staysFailed = new TaskPolicy(true, false, false);
        engine.tasks().send(new RegisterTask(new TaskId("A"), "title " + SECRET, List.of(), null, staysFailed));
        engine.tasks().replace("A", CACHE, HIDDEN);
        engine.checkpoints().create(checkpoint("cp-1"));
        engine.tasks().merge("A", CACHE, Json.parse("{\"password\":\"another s3cret\"}"));
        engine.tasks().fail("A", "error " + SECRET);
        lines.clear();
    }

    private static CreateCheckpoint checkpoint(String id) {
        return new CreateCheckpoint(
                new TaskId("A"), new CheckpointId(id), SECRET, 1, SECRET, SECRET, HIDDEN, Map.of(SECRET, SECRET));
    }

    private static RollBack rollback(String id, String checkpoint) {
        return new RollBack(
                new RollbackId(id),
                RollbackScope.to(new CheckpointId(checkpoint)),
                RollbackReason.TIMEOUT,
                "note " + SECRET,
                Map.of("key-" + SECRET, SECRET));
    }

    private void rollBack(String id, String checkpoint) {
        engine.rollbacks().rollBack(rollback(id, checkpoint));
    }

    private static void refused(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(RefusedException.class);
    }

    private List<String> story() {
        return lines.of(RollbackStory.LOGGER).stream()
                .map(line -> line.replaceAll("\\b[0-9a-f]{64}\\b", "HASH").replaceAll("\\d+ ms", "N ms"))
                .toList();
    }
}
