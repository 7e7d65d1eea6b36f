package dev.rollback.engine.task;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.BoardManager;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ImportReport;
import dev.rollback.api.Moment;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskBlameView;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskQuery.FindTaskBlame;
import dev.rollback.api.TaskStateContent;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView.ForkOrigin;
import dev.rollback.api.json.Json;
import dev.rollback.engine.TestEngine;
import dev.rollback.engine.history.TaskBlames;
import dev.rollback.store.IndexReader.Dependency;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class ForkTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private TestEngine engine;
    private BoardManager board;

    @BeforeEach
    void open() {
        engine = TestEngine.in(kind, folder);
        board = new BoardManager(engine.commands, engine.queries, RequestContext.of("ann"));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void N12_a_fork_is_what_its_source_was_at_any_kind_of_moment() {
        engine.tasks.register("a", "Alpha"); // seq 0, position 1
        cache("a", 1);
        engine.tasks.send(new CreateCheckpoint(new TaskId("a"), new CheckpointId("cp-1"), "here"));
        cache("a", 2); // seq 3, position 4
        Instant then = engine.stream("task/a").get(3).recordedAt();
        rollBack(RollbackScope.to(new CheckpointId("cp-1")), "rb-1");
        cache("a", 3);
        List<Object> source = engine.eventsOf("a");

        assertThat(forked(new Moment.AtSeq(1))).isEqualTo(1);
        assertThat(forked(new Moment.AtCheckpoint(new CheckpointId("cp-1")))).isEqualTo(1);
        assertThat(forked(new Moment.AtTime(then))).isEqualTo(2);
        assertThat(forked(new Moment.AtPosition(4))).isEqualTo(2);
        assertThat(forked(new Moment.BeforeRollback(new RollbackId("rb-1")))).isEqualTo(2);
        assertThat(forked(new Moment.AfterRollback(new RollbackId("rb-1")))).isEqualTo(1);
        assertThat(forked(new Moment.Now())).isEqualTo(3);
        assertThat(engine.eventsOf("a")).isEqualTo(source);
    }

    @Test
    void N12_a_fork_knows_where_it_comes_from_until_the_id_is_another_task_s() {
        engine.tasks.register("a", "Alpha");
        cache("a", 1);
        cache("a", 2);
        engine.tasks.fork("a", new Moment.AtSeq(1), "b");
        assertThat(engine.state("b").forkedFrom()).isEqualTo(new ForkOrigin(new TaskId("a"), 1));
        engine.tasks.complete("b");
        assertThat(engine.state("b").forkedFrom()).isEqualTo(new ForkOrigin(new TaskId("a"), 1));
        engine.tasks.withdraw("b");
        engine.tasks.register("b", "Other");
        assertThat(engine.state("b").forkedFrom()).isNull();
    }

    @Test
    void nobody_works_on_a_fork_whatever_its_source_does() {
        engine.tasks.register("a", "Alpha");
        engine.tasks.start("a");
        engine.tasks.fork("a", new Moment.Now(), "b");
        assertThat(engine.state("b").status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(engine.state("b").workedOn()).isFalse();
        assertThat(engine.state("a").workedOn()).isTrue();
        assertThat(engine.tasks.start("b").epoch()).isZero();
        assertThat(engine.state("b").workedOn()).isTrue();
    }

    @Test
    void has_the_present_policy_of_its_source() {
        engine.tasks.register("a", "Alpha");
        cache("a", 1);
        TaskPolicy strict = new TaskPolicy(true, true, false);
        engine.tasks.changePolicy("a", strict);
        engine.tasks.fork("a", new Moment.AtSeq(0), "b");
        assertThat(engine.state("b").policy()).isEqualTo(strict);
    }

    @Test
    void refuses_a_source_that_is_unknown_or_was_not_there() {
        engine.tasks.register("first", "First");
        engine.tasks.register("a", "Alpha");
        engine.tasks.withdraw("a");
        assertRefused(RefusalCode.NOT_FOUND, "there is no task x", "x", new Moment.Now(), "b");
        assertRefused(RefusalCode.NOT_FOUND, "did not exist at position 1", "a", new Moment.AtPosition(1), "b");
        assertRefused(RefusalCode.NOT_FOUND, "did not exist at position 3", "a", new Moment.Now(), "b");
        assertRefused(RefusalCode.NOT_FOUND, "no event 7", "a", new Moment.AtSeq(7), "b");
        assertRefused(RefusalCode.CONFLICT, "exists already", "a", new Moment.AtSeq(0), "first");
        assertThat(engine.eventsOf("b")).isEmpty();
    }

    @Test
    void a_withdrawn_id_returns_as_a_fork_with_a_raised_epoch_and_none_of_what_it_was() {
        engine.tasks.register("a", "Alpha");
        cache("a", 1);
        engine.tasks.register("b", "Beta");
        engine.tasks.replace("b", TASK_STATE, Json.parse("{\"own\":true}"));
        engine.tasks.withdraw("b");
        assertThat(engine.tasks.fork("a", new Moment.Now(), "b").epoch()).isEqualTo(1);
        assertThat(engine.state("b").content()).isEqualTo(engine.state("a").content());
        TaskBlameView blame = new TaskBlames(engine.store).find(new FindTaskBlame(new TaskId("b"), new Moment.Now()));
        assertThat(blame.fields()).isNotEmpty().allSatisfy(field -> {
            assertThat(field.setBy().name()).isEqualTo("task.TaskForked");
            assertThat(field.broughtBackBy()).isNull();
        });
    }

    @Test
    void keeps_of_dependencies_and_parent_what_exists_and_closes_no_circle() {
        for (String id : List.of("kept", "gone", "new", "whole")) {
            engine.tasks.register(id, id);
        }
        engine.tasks.register("hanging", "Hangs on the new one", "new");
        engine.tasks.send(new RegisterTask(
                new TaskId("a"),
                "Alpha",
                List.of(new TaskId("kept"), new TaskId("gone"), new TaskId("hanging")),
                new TaskId("whole"),
                TaskPolicy.DEFAULT));
        engine.tasks.withdraw("gone");
        engine.tasks.withdraw("new");
        engine.tasks.fork("a", new Moment.Now(), "new");
        TaskStateContent forked = taskState("new");
        assertThat(forked.dependsOn()).extracting(TaskId::value).containsExactly("kept");
        assertThat(forked.parent()).isEqualTo(new TaskId("whole"));
        List<Dependency> edges = engine.store.read(reading -> reading.dependenciesOf("new"));
        assertThat(edges).extracting(Dependency::on).containsExactly("kept");
    }

    @Test
    void is_part_of_no_task_that_is_part_of_it() {
        engine.tasks.register("1", "One");
        part("1.1", "1");
        part("1.1.1", "1.1");
        engine.tasks.withdraw("1");
        engine.tasks.fork("1.1.1", new Moment.Now(), "1");
        assertThat(taskState("1").parent()).isNull();
    }

    @Test
    void a_fork_goes_to_the_file_as_a_task_of_its_own() {
        String file = """
                {"tasks":[
                  {"id":5,"title":"Five","status":"review","dependencies":[],"priority":"high","subtasks":[
                    {"id":1,"title":"Part","status":"done","dependencies":[]},
                    {"id":2,"title":"Other","status":"pending","dependencies":[1]}]},
                  {"id":6,"title":"Six","status":"pending","dependencies":[5]}]}""";
        board.importDocument(Json.parse(file), "tasks.json");
        Json before = document();
        engine.tasks.fork("6", new Moment.Now(), "7");
        engine.tasks.fork("5", new Moment.Now(), "5-again");
        engine.tasks.fork("5.2", new Moment.Now(), "5.3");
        engine.tasks.fork("5.1", new Moment.Now(), "loose");

        Json exported = document();
        assertThat(exported.node().at("/tasks/2").toString())
                .isEqualTo("{\"id\":7,\"title\":\"Six\",\"status\":\"pending\",\"dependencies\":[5],\"subtasks\":[]}");
        assertThat(exported.node().at("/tasks/3/id").asText()).isEqualTo("5-again");
        assertThat(exported.node().at("/tasks/3/status").asText()).isEqualTo("review");
        assertThat(exported.node().at("/tasks/3/priority").asText()).isEqualTo("high");
        assertThat(exported.node().at("/tasks/0/subtasks/2").toString())
                .isEqualTo(
                        "{\"id\":3,\"title\":\"Other\",\"status\":\"pending\",\"dependencies\":[\"5.1\"],\"subtasks\":[]}");
        assertThat(exported.node().at("/tasks/0/subtasks/3/id").asText()).isEqualTo("loose");
        board.recordExport(exported, "tasks.json");
        long head = engine.head();
        assertThat(board.importDocument(exported, "tasks.json")).matches(ImportReport::nothingChanged);
        assertThat(engine.head()).isEqualTo(head);
        assertThat(document()).isEqualTo(exported);

        for (String fork : List.of("7", "5-again", "5.3", "loose")) {
            engine.tasks.withdraw(fork);
        }
        assertThat(document()).isEqualTo(before);
    }

    @Test
    void a_fork_that_a_file_names_is_the_same_task() {
        board.importDocument(
                Json.parse("{\"tasks\":[{\"id\":5,\"title\":\"Five\",\"status\":\"deferred\"}]}"), "tasks.json");
        engine.tasks.fork("5", new Moment.Now(), "8");
        ImportReport report = board.importDocument(document(), "copy.json");
        assertThat(report.registered()).isEmpty();
        assertThat(taskState("8").title()).isEqualTo("Five");
        assertThat(taskState("8").statusText()).isEqualTo("deferred");
    }

    @Test
    void going_back_to_before_a_fork_retracts_it_and_leaves_its_source_alone() {
        engine.tasks.register("a", "Alpha");
        long before = engine.head();
        engine.tasks.fork("a", new Moment.Now(), "b");
        rollBack(RollbackScope.to(new Moment.AtPosition(before)), "rb-1");
        assertThat(engine.state("b").status()).isEqualTo(TaskStatus.RETRACTED);
        assertThat(engine.state("a").epoch()).isZero();
        assertThat(engine.tasks
                        .fork("b", new Moment.BeforeRollback(new RollbackId("rb-1")), "b")
                        .epoch())
                .isEqualTo(2);
        assertThat(engine.state("b").content()).isEqualTo(engine.state("a").content());
    }

    @Test
    void the_same_request_twice_makes_one_fork() {
        engine.tasks.register("a", "Alpha");
        RequestContext request = RequestContext.of("ann").withRequestId("req-1");
        assertThat(engine.tasks.with(request).fork("a", new Moment.Now(), "b"))
                .isEqualTo(engine.tasks.with(request).fork("a", new Moment.Now(), "b"));
        assertThat(engine.eventsOf("b")).hasSize(1);
    }

    /** The number in a fork of {@code a} at the moment. */
    private int forked(Moment at) {
        String id = "fork-" + engine.head();
        engine.tasks.fork("a", at, id);
        Json cache =
                Objects.requireNonNull(engine.state(id).content().components().get(CACHE));
        assertThat(engine.state(id).status()).isEqualTo(TaskStatus.PENDING);
        assertThat(taskState(id).title()).isEqualTo("Alpha");
        return cache.node().path("n").asInt();
    }

    private void cache(String task, int n) {
        engine.tasks.replace(task, CACHE, Json.parse("{\"n\":%d}".formatted(n)));
    }

    private void part(String id, String parent) {
        engine.tasks.send(new RegisterTask(new TaskId(id), id, List.of(), new TaskId(parent), TaskPolicy.DEFAULT));
    }

    private TaskStateContent taskState(String task) {
        return Objects.requireNonNull(engine.state(task).content().taskState());
    }

    private Json document() {
        return Objects.requireNonNull(board.document().document());
    }

    private void rollBack(RollbackScope scope, String id) {
        engine.commands.sendAndWait(new RollBack(new RollbackId(id), scope, "to try it").confirm());
    }

    private void assertRefused(RefusalCode code, String words, String source, Moment at, String fork) {
        assertThatThrownBy(() -> engine.tasks.fork(source, at, fork))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(words)
                .extracting(e -> ((RefusedException) e).code())
                .isEqualTo(code);
    }
}
