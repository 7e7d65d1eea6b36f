package dev.rollback.engine.log;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.BoardCommand.ImportDocument;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.HistoryManager;
import dev.rollback.api.LogEntryView;
import dev.rollback.api.LogEntryView.ChangedComponent;
import dev.rollback.api.LogEntryView.Encoding;
import dev.rollback.api.LogEntryView.WentBack;
import dev.rollback.api.LogPage;
import dev.rollback.api.LogQuery.FindLog;
import dev.rollback.api.LogQuery.FindUnits;
import dev.rollback.api.Moment;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.AtSeq;
import dev.rollback.api.Moment.BeforeRollback;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackId;
import dev.rollback.api.StaleEpochException;
import dev.rollback.api.TaskCommand.CreateCheckpoint;
import dev.rollback.api.TaskId;
import dev.rollback.api.UnitView;
import dev.rollback.api.json.Json;
import dev.rollback.engine.TestEngine;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.NewEvent;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * Two tasks: A n:=1, checkpoint cp-a, A n:=2, B registered, A back to cp-a, work of epoch 0 refused, A n:=9 and m:=1.
 */
@OnEveryStore
class LogTest {
    private static final CheckpointId CP = new CheckpointId("cp-a");
    private static final RollbackId RB = new RollbackId("rb-1");
    private static final TaskId A = new TaskId("A");

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private TestEngine engine;
    private HistoryManager history;

    @BeforeEach
    void the_history() {
        engine = TestEngine.on(kind.create(folder));
        history = new HistoryManager(engine.commands, engine.queries, RequestContext.of("ann"));
        engine.tasks.register("A", "Alpha"); // 1
        merge("A", "{\"n\":1}"); // 2
        engine.tasks.send(new CreateCheckpoint(A, CP, "before lunch")); // 3
        merge("A", "{\"n\":2}"); // 4
        engine.tasks.register("B", "Beta"); // 5
        engine.commands.sendAndWait(new RollBack(RB, CP, "the cache was cold"), MetaData.with("actor", "bob")); // 6-8
        refuseStaleWork("A"); // 9
        merge("A", "{\"n\":9,\"m\":1}"); // 10
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void everything_is_told_newest_first() {
        LogPage page = history.log();

        assertThat(page.items())
                .extracting(entry -> entry.position() + " " + entry.summary())
                .containsExactly(
                        "10 CACHE: 2 values changed (/n, /m)",
                        "9 refused UpdateTask of epoch 0: the task is in epoch 1",
                        "8 rollback rb-1 done: 1 task, 1 event compensated",
                        "7 rolled back to cp-a by rb-1 (1 value back): the cache was cold",
                        "6 rollback rb-1 to cp-a asked for: the cache was cold",
                        "5 registered 'Beta'",
                        "4 CACHE: 1 value changed (/n)",
                        "3 checkpoint cp-a 'before lunch'",
                        "2 CACHE: 1 value changed (/n)",
                        "1 registered 'Alpha'");
        assertThat(page.total()).isEqualTo(10);
        assertThat(page.next()).isNull();
        assertThat(page.since()).isNull();
        assertThat(page.until().position()).isEqualTo(10);
    }

    @Test
    void an_entry_says_who_what_when_and_with_which_event() {
        LogEntryView back = entry(7);

        assertThat(back.name()).isEqualTo("task.TaskRolledBack");
        assertThat(back.unit()).isEqualTo(6);
        assertThat(back.stream()).isEqualTo("task/A");
        assertThat(back.seq()).isEqualTo(4);
        assertThat(back.tasks()).containsExactly(A);
        assertThat(back.actor()).isEqualTo("bob");
        assertThat(back.epoch()).isEqualTo(1);
        assertThat(back.checkpointId()).isEqualTo(CP);
        assertThat(back.rollbackId()).isEqualTo(RB);
        assertThat(back.changes()).containsExactly(new ChangedComponent(CACHE, 1, List.of("/n")));
        assertThat(back.back()).isEqualTo(new WentBack(2, CP));
        assertThat(back.payload().get("targetSeq")).contains(Json.of(2));
        assertThat(back.encoding()).isNull();
        assertThat(back.metadata().get("actor")).contains(Json.of("bob"));
        assertThat(entry(9).actor()).isEqualTo("ann");
        assertThat(entry(9).tasks()).containsExactly(A);
        assertThat(entry(6).checkpointId()).isEqualTo(CP);
    }

    @Test
    void a_task_is_told_with_its_refused_work() {
        LogPage page = history.log("A");

        assertThat(positions(page)).containsExactly(10L, 9L, 7L, 4L, 3L, 2L, 1L);
        assertThat(page.total()).isEqualTo(7);
        assertThat(positions(history.log("B"))).containsExactly(5L);
    }

    @Test
    void refused_work_of_a_task_whose_name_begins_alike_is_not_told() {
        String alike = "A/0/UpdateTask";
        engine.tasks.register(alike, "Alike"); // 11
        engine.tasks.send(new CreateCheckpoint(new TaskId(alike), new CheckpointId("cp-b"), "p")); // 12
        merge(alike, "{\"n\":1}"); // 13
        engine.commands.sendAndWait(new RollBack(RollbackId.random(), new CheckpointId("cp-b"), "x")); // 14-16
        refuseStaleWork(alike); // 17

        assertThat(positions(history.log("A"))).containsExactly(10L, 9L, 7L, 4L, 3L, 2L, 1L);
        assertThat(positions(history.log(alike))).containsExactly(17L, 15L, 13L, 12L, 11L);
    }

    @Test
    void page_by_page_nothing_is_missed_or_told_twice() {
        for (FindLog whole : List.of(FindLog.all(), FindLog.of(A))) {
            List<Long> all = positions(history.log(whole));
            for (int limit = 1; limit <= 4; limit++) {
                assertThat(pageByPage(whole.withLimit(limit))).isEqualTo(all);
                List<Long> upwards = pageByPage(whole.withLimit(limit).withOldestFirst(true));
                assertThat(upwards).isSorted().containsExactlyInAnyOrderElementsOf(all);
            }
        }
        assertThat(history.log(FindLog.all().withLimit(3)).total()).isEqualTo(10);
    }

    @Test
    void between_two_moments_of_any_kind() {
        assertThat(between(null, new AtPosition(4))).containsExactly(4L, 3L, 2L, 1L);
        assertThat(between(new AtCheckpoint(CP), new BeforeRollback(RB))).containsExactly(5L, 4L);
        assertThat(between(new AtPosition(7), new Moment.Now())).containsExactly(10L, 9L, 8L, 7L, 6L);
        assertThat(between(new AtPosition(8), new AtPosition(4))).isEmpty();
        FindLog ofA = FindLog.of(A);
        assertThat(positions(history.log(ofA.withSince(new AtSeq(2)).withUntil(new AtSeq(4)))))
                .containsExactly(7L, 4L);
        assertThat(history.log(ofA.withUntil(new AtSeq(4))).total()).isEqualTo(5);
        assertThat(positions(history.log(FindLog.of(new TaskId("B")).withUntil(new AtPosition(4)))))
                .isEmpty();
    }

    @Test
    void what_is_not_there_or_makes_no_sense_is_refused() {
        assertRefused(() -> history.log("nobody"), RefusalCode.NOT_FOUND, "there is no task nobody");
        assertRefused(() -> history.log(FindLog.all().withUntil(new AtSeq(1))), RefusalCode.INVALID_INPUT, "stream");
        assertRefused(() -> FindLog.all().withLimit(0), RefusalCode.INVALID_INPUT, "1 to 10000");
    }

    @Test
    void events_of_other_applications_and_of_newer_versions_are_told_by_their_names() {
        append("acme/order-7", 0, "com.acme.OrderPlaced", "{\"sum\":1.50}", "{\"actor\":\"shop\"}"); // 11
        append("acme/order-7", 1, "com.acme.Spoken", "hello", "{}"); // 12
        append("acme/order-7", 2, "com.acme.Noise", "\uFFFF".repeat(3), ""); // 13
        append("task/ blank", 0, "task.TaskDreamt", "[]", "[]"); // 14

        assertThat(entry(11).summary()).isEqualTo("com.acme.OrderPlaced");
        assertThat(entry(11).payload()).isEqualTo(Json.parse("{\"sum\":1.50}"));
        assertThat(entry(11).actor()).isEqualTo("shop");
        assertThat(entry(12).payload()).isEqualTo(Json.of("hello"));
        assertThat(entry(12).encoding()).isEqualTo(Encoding.TEXT);
        assertThat(entry(13).metadata()).isEqualTo(Json.of(""));
        assertThat(entry(14).summary()).isEqualTo("task.TaskDreamt");
        assertThat(entry(14).tasks()).isEmpty();
        assertThat(history.log(FindUnits.all()).items())
                .extracting(UnitView::summary)
                .startsWith("task.TaskDreamt", "com.acme.Noise");
    }

    @Test
    void bytes_that_are_no_text_are_told_too() {
        engine.store.append(AppendUnit.ofEvents(
                List.of(new NewEvent("acme", 0, "com.acme.Bytes", "1", new byte[] {-1, 0}, new byte[] {-1})))); // 11
        assertThat(entry(11).payload()).isEqualTo(Json.of("/wA="));
        assertThat(entry(11).encoding()).isEqualTo(Encoding.BASE64);
    }

    @Test
    void a_damaged_event_does_not_hide_the_others() {
        append("task/A", 6, "task.TaskUpdated", "{\"oops\":true}", "{\"actor\":\"eve\"}"); // 11
        append(
                "task/A",
                7,
                "task.TaskUpdated",
                "{\"taskId\":\"A\",\"changes\":[{\"component\":\"CACHE\",\"kind\":\"VALUE\",\"body\":{\"n\":1}}]}",
                "{}"); // 12

        assertThat(history.log("A").items())
                .extracting(LogEntryView::summary)
                .startsWith(
                        "CACHE replaced",
                        "unreadable: event 11 (task.TaskUpdated, revision 1, of task/A): its payload cannot be read",
                        "CACHE: 2 values changed (/n, /m)");
        assertThat(entry(12).changes()).containsExactly(new ChangedComponent(CACHE, null, List.of()));
    }

    @Test
    void an_import_is_told_with_its_file_and_the_fields_that_changed() {
        importTasks(
                "[{\"id\":1,\"title\":\"One\",\"status\":\"pending\",\"priority\":\"low\"},{\"id\":2,\"title\":\"Two\"}]");
        importTasks("[{\"id\":1,\"title\":\"Uno\",\"status\":\"done\",\"priority\":\"high\"}]");

        assertThat(history.log("1").items())
                .extracting(LogEntryView::summary)
                .containsExactly(
                        "imported from tasks.json: title, status, priority", "imported from tasks.json: 'One' is new");
        assertThat(history.log("2").items()).extracting(LogEntryView::summary).startsWith("gone from tasks.json");
        assertThat(history.log(FindUnits.all()).items())
                .extracting(UnitView::summary)
                .startsWith("imported tasks.json: 2 tasks changed", "imported tasks.json: 2 tasks changed");
    }

    @Test
    void the_first_data_of_a_task_is_told_value_by_value_and_so_is_its_end() {
        engine.tasks.merge(
                "B", TASK_STATE, Json.parse("{\"x\":1,\"y\":{\"z\":\"a text that makes a patch the smaller one\"}}"));
        engine.tasks.replace("B", TASK_STATE, Json.parse("{}"));

        assertThat(history.log("B").items())
                .extracting(LogEntryView::summary)
                .startsWith(
                        "TASK_STATE: 2 values changed (/data/x, /data/y)",
                        "TASK_STATE: 2 values changed (/data/x, /data/y)");
    }

    @Test
    void units_are_told_each_as_one() {
        engine.tasks.send(new CreateCheckpoint(
                new TaskId("C"),
                new CheckpointId("cp-c"),
                "begin",
                null,
                null,
                null,
                Json.parse("{\"x\":1}"),
                Map.of()));

        List<UnitView> units = history.log(FindUnits.all()).items();

        assertThat(units)
                .extracting(unit -> unit.first() + "-" + unit.last() + " " + unit.summary())
                .startsWith(
                        "11-13 registered 'C'; TASK_STATE: 1 value changed (/data/x); checkpoint cp-c 'begin'",
                        "10-10 CACHE: 2 values changed (/n, /m)",
                        "9-9 refused UpdateTask of epoch 0: the task is in epoch 1",
                        "6-8 rolled back A to cp-a by rb-1: the cache was cold",
                        "5-5 registered 'Beta'");
        assertThat(units).hasSize(9);
        assertThat(units.get(0).checkpoints()).containsExactly(new CheckpointId("cp-c"));
        assertThat(units.get(0).tasks()).containsExactly(new TaskId("C"));
        assertThat(units.get(3).cut()).isEqualTo(3);
        assertThat(units.get(3).rollbackId()).isEqualTo(RB);
        assertThat(units.get(3).actor()).isEqualTo("bob");
    }

    @Test
    void units_are_told_page_by_page_too() {
        List<Long> ends = new ArrayList<>();
        FindUnits query = new FindUnits(new AtPosition(2), new AtPosition(9), null, 2);
        for (Long next = Long.MAX_VALUE; next != null; ) {
            var page = history.log(query);
            page.items().forEach(unit -> ends.add(unit.last()));
            next = page.next();
            query = new FindUnits(query.since(), query.until(), next, 2);
        }
        assertThat(ends).containsExactly(9L, 8L, 5L, 4L, 3L);
    }

    private List<Long> pageByPage(FindLog query) {
        List<Long> positions = new ArrayList<>();
        LogPage page = history.log(query);
        positions.addAll(positions(page));
        while (page.next() != null) {
            assertThat(page.items()).hasSize(query.limit());
            page = history.log(query.withBeyond(page.next()));
            positions.addAll(positions(page));
        }
        return positions;
    }

    private List<Long> between(Moment since, Moment until) {
        return positions(history.log(FindLog.all().withSince(since).withUntil(until)));
    }

    private static List<Long> positions(LogPage page) {
        return page.items().stream().map(LogEntryView::position).toList();
    }

    private LogEntryView entry(long position) {
        return history.log(FindLog.all().withBeyond(position + 1).withLimit(1))
                .items()
                .get(0);
    }

    private static void assertRefused(Runnable question, RefusalCode code, String message) {
        assertThatThrownBy(question::run)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private void merge(String task, String members) {
        engine.tasks.merge(task, CACHE, Json.parse(members));
    }

    private void refuseStaleWork(String task) {
        assertThatThrownBy(() -> engine.tasks.withEpoch(0).merge(task, CACHE, Json.parse("{\"n\":7}")))
                .isInstanceOf(StaleEpochException.class);
    }

    private void importTasks(String tasks) {
        engine.commands.sendAndWait(
                new ImportDocument(Json.parse("{\"tasks\":" + tasks + "}"), "/home/ann/tasks.json", null, false));
    }

    private void append(String stream, long seq, String name, String payload, String metadata) {
        engine.store.append(AppendUnit.ofEvents(List.of(new NewEvent(
                stream,
                seq,
                name,
                "1",
                payload.getBytes(StandardCharsets.UTF_8),
                metadata.getBytes(StandardCharsets.UTF_8)))));
    }
}
