package dev.rollback.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.ComponentEdit;
import dev.rollback.api.ComponentName;
import dev.rollback.api.Progress;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.TaskId;
import dev.rollback.api.audit.AuditCheck;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditReport.Checked;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.audit.Divergence;
import dev.rollback.api.audit.Seal;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.task.Snapshots;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.LogHead;
import dev.rollback.store.NewEvent;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Reading;
import dev.rollback.store.RowDifference;
import dev.rollback.store.Sql;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreMonitor;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.StoredSnapshot;
import dev.rollback.store.TableRow;
import dev.rollback.store.audit.AuditableProjection;
import dev.rollback.store.audit.Seals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What an audit finds in a store in which everything happened that can, and in one that somebody edited. */
@OnEveryStore
class AuditTest {
    private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");

    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private Store store;
    private RollbackEngine engine;

    @BeforeEach
    void everythingHappens() {
        store = Stores.create(
                StoreAddress.of(kind.address(here), here), System.getenv(), InstantSource.system(), StoreMonitor.NONE);
        engine = RollbackEngine.on(store, EngineOptions.defaults().withActor("ann"));
        Everything.happens(engine);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void N08_a_store_in_which_everything_happened_audits_clean() {
        AuditReport report = engine.audit(AuditScope.ALL);
        assertThat(report.shown()).isEmpty();
        assertThat(report.isSound()).isTrue();
        assertThat(report.events()).isEqualTo(report.position()).isGreaterThanOrEqualTo(40);
        assertThat(report.checks())
                .filteredOn(check -> check.check() != AuditCheck.SNAPSHOTS)
                .allMatch(check -> check.looked() > 0 && check.skipped() == null);
    }

    @Test
    void N08_names_the_first_divergence_and_counts_all_whatever_was_edited() {
        byte[] other = "{\"taskId\":\"A\"}".getBytes(StandardCharsets.UTF_8);
        finds(AuditCheck.CHAIN, "event 9 ", "UPDATE event SET payload = ? WHERE position = 9", other);
        finds(AuditCheck.CHAIN, "event 9 ", "UPDATE event SET metadata = ? WHERE position = 9", other);
        finds(AuditCheck.CHAIN, "event 9 ", "UPDATE event SET recorded_at = recorded_at + 1 WHERE position = 9");
        finds(AuditCheck.CHAIN, "event 9 ", "UPDATE event SET hash = ? WHERE position = 9", new byte[32]);
        finds(AuditCheck.CHAIN, "event 9 ", "UPDATE event SET revision = '9' WHERE position = 9");
        finds(AuditCheck.CHAIN, "event 10 ", "DELETE FROM event WHERE position = 9");
        finds(
                AuditCheck.CHAIN,
                "the log's head",
                "DELETE FROM event WHERE position = (SELECT max(position) FROM event)");
        finds(AuditCheck.CHAIN, "the log's head", "UPDATE store_head SET recorded_at = recorded_at + 1");
        finds(AuditCheck.INDEX, "task_head [A]: epoch is", "UPDATE task_head SET epoch = epoch + 1 WHERE task = 'A'");
        finds(AuditCheck.INDEX, "task_head [B]: is missing", "DELETE FROM task_head WHERE task = 'B'");
        finds(AuditCheck.INDEX, "dependency [B, A, ", "DELETE FROM dependency WHERE task = 'B'");
        finds(AuditCheck.INDEX, "dependency [B, A, ", "UPDATE dependency SET until = until - 1 WHERE task = 'B'");
        finds(AuditCheck.INDEX, "subtask [", "UPDATE subtask SET until = until - 1");
        finds(AuditCheck.INDEX, "checkpoint [", "UPDATE checkpoint SET seq = seq + 1 WHERE task = 'A'");
        finds(AuditCheck.INDEX, "checkpoint_mark [", "UPDATE checkpoint_mark SET held = 1 - held");
        finds(AuditCheck.INDEX, "undo [", "DELETE FROM undo");
        finds(AuditCheck.INDEX, "request [r-1]", "UPDATE request SET body_hash = 'x' WHERE id = 'r-1'");
        finds(AuditCheck.INDEX, "automatic_rollback [", "UPDATE automatic_rollback SET times = times + 1");
        finds(AuditCheck.INDEX, "due_rollback [A]: should not", "INSERT INTO due_rollback (task, seq) VALUES ('A', 1)");
        finds(AuditCheck.SNAPSHOTS, "the snapshot of task/A at 2", snapshot("task/A", 2));
        finds(AuditCheck.SNAPSHOTS, "the snapshot of task/A at 999", snapshot("task/A", 999));
        finds(AuditCheck.VIEWS, "view_task [A]: status is", "UPDATE view_task SET status = 'FAILED' WHERE task = 'A'");
        finds(AuditCheck.VIEWS, "view_component [A, TASK_STATE]", "DELETE FROM view_component WHERE task = 'A'");
        finds(AuditCheck.VIEWS, "view_checkpoint [", "UPDATE view_checkpoint SET label = 'x' WHERE task = 'A'");
        finds(AuditCheck.VIEWS, "view_checkpoint_hold [", "DELETE FROM view_checkpoint_hold");
        finds(
                AuditCheck.VIEWS,
                "view_rollback [",
                "UPDATE view_rollback SET status = 'SUCCESS' WHERE status = 'FAILED'");
        finds(AuditCheck.VIEWS, "view_rollback_task [", "DELETE FROM view_rollback_task WHERE task = 'A'");
        finds(
                AuditCheck.VIEWS,
                "it has taken in",
                "UPDATE view_token SET position = position + 1 WHERE view = 'tasks'");
        assertThat(engine.audit(AuditScope.ALL).isSound())
                .as("each edit was taken back")
                .isTrue();
    }

    @Test
    void N08_finds_values_that_are_not_of_the_kind_that_their_column_is_made_for() {
        assumeThat(kind).as("the others let it not be").isEqualTo(StoreKind.SQLITE);
        String other = "of the values in %s are no %s";
        finds(
                AuditCheck.DATABASE,
                "1 " + other.formatted("event.name", "text"),
                "UPDATE event SET name = CAST(name AS BLOB) WHERE position = 9");
        finds(
                AuditCheck.DATABASE,
                "1 " + other.formatted("event.metadata", "blob"),
                "UPDATE event SET metadata = CAST(metadata AS TEXT) WHERE position = 9");
        finds(
                AuditCheck.DATABASE,
                "1 " + other.formatted("view_task.title", "text"),
                "UPDATE view_task SET title = CAST(title AS BLOB) WHERE task = 'A'");
        finds(AuditCheck.DATABASE, "snapshot.seq", () -> {
            snapshot("task/A", 2).run();
            sql("UPDATE snapshot SET seq = 'x2'");
        });
    }

    @Test
    void N08_what_stands_where_a_tasks_id_belongs_need_not_be_one() {
        finds(
                AuditCheck.EVENTS,
                "its stream is that of no task",
                "UPDATE event SET stream = 'task/' WHERE position = (SELECT min(position) FROM event WHERE stream = 'task/A')");
        finds(AuditCheck.INDEX, "task_head [A]: is missing", "UPDATE task_head SET task = ' ' WHERE task = 'A'");
        finds(AuditCheck.INDEX, "checkpoint [", "UPDATE checkpoint SET task = '' WHERE task = 'A'");
    }

    @Test
    void N08_finds_events_that_lack_a_part_of_what_all_of_their_kind_say() {
        lacks("task.TaskStarted", "taskId");
        lacks("task.CheckpointCreated", "stateHash");
        lacks("task.TaskRolledBack", "rollbackId");
        lacks("rollback.RollbackRequested", "scope");
        lacks("checkpoint.CheckpointHeld", "checkpointId");
        finds(
                AuditCheck.EVENTS,
                "it has no metadata",
                "UPDATE event SET metadata = ? WHERE position = 9",
                "null".getBytes(StandardCharsets.UTF_8));
    }

    private void lacks(String name, String member) {
        StoredEvent event = store.read(reading -> reading.after(0, 1_000)).stream()
                .filter(stored -> stored.name().equals(name))
                .findFirst()
                .orElseThrow();
        ObjectNode rest = Json.parse(event.payload()).node().deepCopy();
        assertThat(rest.remove(member)).isNotNull();
        finds(
                AuditCheck.EVENTS,
                "is missing",
                "UPDATE event SET payload = ? WHERE position = ?",
                rest.toString().getBytes(StandardCharsets.UTF_8),
                event.position());
    }

    @Test
    void N08_of_one_task_or_of_what_changed_since_only_that_is_looked_at() {
        AuditReport one = engine.audit(new AuditScope(new TaskId("A"), 0));
        assertThat(one.isSound()).isTrue();
        assertThat(looked(one, AuditCheck.TASKS)).isLessThan(looked(engine.audit(AuditScope.ALL), AuditCheck.TASKS));
        assertThat(check(one, AuditCheck.VIEWS).skipped()).isNotNull();
        long before = store.read(reading -> reading.head().position());
        set("B", 7);
        AuditReport newest = engine.audit(new AuditScope(null, before));
        assertThat(newest.isSound()).isTrue();
        assertThat(newest.events()).isEqualTo(1);
        sql("UPDATE task_head SET epoch = 77 WHERE task = 'B'");
        assertThat(engine.audit(new AuditScope(null, before)).isSound()).isFalse();
        assertThat(engine.audit(new AuditScope(new TaskId("A"), 0)).isSound()).isTrue();
        assertThatThrownBy(() -> engine.audit(new AuditScope(new TaskId("none"), 0)))
                .extracting("code")
                .isEqualTo(RefusalCode.NOT_FOUND);
        assertThatThrownBy(() -> engine.audit(new AuditScope(null, 10_000)))
                .extracting("code")
                .isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void N08_a_projection_of_ones_own_is_made_again_and_compared_too() {
        Map<String, Long> shown = new TreeMap<>();
        EventsOfStreams own =
                new EventsOfStreams(shown, store.read(reading -> reading.head().position()));
        assertThat(engine.audit(AuditScope.ALL, own).divergences()).isPositive();
        own.fill(store);
        assertThat(engine.audit(AuditScope.ALL, own).isSound()).isTrue();
        shown.put("task/A", 1L);
        AuditReport report = engine.audit(AuditScope.ALL, own);
        assertThat(report.divergences()).isEqualTo(1);
        assertThat(first(report)).contains("view events of streams: streams [task/A]", "events is 1, and should be");
    }

    @Test
    void N08_a_seal_proves_that_the_log_still_begins_so_and_notices_a_valid_shorter_one() {
        Seal seal = Seals.of(store, NOW, Progress.NONE);
        set("A", 3);
        Seals.verify(seal, store, Progress.NONE);
        LogHead head = store.read(Reading::head);
        assertThat(seal.position()).isEqualTo(head.position() - 1);
        cutOff(head.position() - 5);
        assertThat(check(engine.audit(AuditScope.ALL), AuditCheck.CHAIN).divergences())
                .as("the shorter chain is sound in itself")
                .isZero();
        refuses(seal, "it was cut off, or is another one");
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5; i++) {
            store.append(AppendUnit.ofEvents(List.of(new NewEvent("acme", i, "com.acme.Other", "1", json, json))));
        }
        refuses(seal, "are not those that were sealed");
    }

    @Test
    void a_broken_log_is_not_sealed() {
        sql("UPDATE event SET revision = '9' WHERE position = 9");
        assertThatThrownBy(() -> Seals.of(store, NOW, Progress.NONE))
                .hasMessageContaining("would prove nothing")
                .extracting("code")
                .isEqualTo(RefusalCode.CORRUPT);
    }

    private void refuses(Seal seal, String why) {
        assertThatThrownBy(() -> Seals.verify(seal, store, Progress.NONE))
                .hasMessageContaining(why)
                .extracting("code")
                .isEqualTo(RefusalCode.CORRUPT);
    }

    /** As somebody would who knows the format: the log, and its head, end earlier. */
    private void cutOff(long position) {
        sql("DELETE FROM event WHERE position > ?", position);
        sql("UPDATE store_head SET position = (SELECT max(position) FROM event)");
        sql("UPDATE store_head SET hash = (SELECT hash FROM event WHERE position = store_head.position),"
                + " recorded_at = (SELECT recorded_at FROM event WHERE position = store_head.position)");
    }

    /** How many events each stream has: a projection as an application may have one, in its memory. */
    private record EventsOfStreams(Map<String, Long> shown, long position) implements AuditableProjection {
        void fill(Store store) {
            store.read(reading -> reading.after(0, Integer.MAX_VALUE))
                    .forEach(event -> shown.merge(event.stream(), 1L, Long::sum));
        }

        @Override
        public String name() {
            return "events of streams";
        }

        @Override
        public Recomputation begin(Reading moment) {
            Map<String, Long> again = new TreeMap<>();
            return new Recomputation() {
                @Override
                public long position() {
                    return position;
                }

                @Override
                public void handle(StoredEvent event) {
                    again.merge(event.stream(), 1L, Long::sum);
                }

                @Override
                public long compare(Consumer<RowDifference> differences) {
                    RowDifference.each(rows(again), rows(shown), differences);
                    return shown.size();
                }

                @Override
                public void close() {}
            };
        }

        private static Iterator<TableRow> rows(Map<String, Long> counts) {
            return counts.entrySet().stream()
                    .map(entry -> new TableRow(
                            "streams", List.of(entry.getKey()), Map.of("events", (Object) entry.getValue())))
                    .iterator();
        }
    }

    /** Edits the store, and takes it back after the audit. */
    private void finds(AuditCheck check, String where, String edit, Object... parameters) {
        finds(check, where, () -> assertThat(sql(edit, parameters)).as(edit).isPositive());
    }

    private void finds(AuditCheck check, String where, Runnable edit) {
        List<TableCopy> before = store.read(reading -> TableCopy.all(reading.sql()));
        edit.run();
        AuditReport report = engine.audit(AuditScope.ALL);
        assertThat(check(report, check).divergences()).as(where).isPositive();
        assertThat(report.divergences())
                .isEqualTo(
                        report.checks().stream().mapToLong(Checked::divergences).sum());
        assertThat(report.shown())
                .filteredOn(divergence -> divergence.check() == check)
                .extracting(AuditTest::text)
                .anyMatch(text -> text.contains(where));
        assertThat(report.first()).isNotNull();
        store.write(reading -> {
            before.forEach(table -> table.restore(reading.sql()));
            return true;
        });
    }

    private Runnable snapshot(String stream, long seq) {
        return () -> {
            StoredSnapshot wrong = Snapshots.pack(stream, seq, new TaskStates(store).head(new TaskId("B")));
            sql(
                    "INSERT INTO snapshot (stream, seq, codec, state) VALUES (?, ?, ?, ?)",
                    stream,
                    seq,
                    (long) wrong.codec(),
                    wrong.state());
        };
    }

    private void set(String task, int n) {
        if (engine.tasks().find(task).isEmpty()) {
            engine.tasks().register(task, task);
        }
        engine.tasks()
                .update(
                        task,
                        new ComponentEdit.Replace(ComponentName.TASK_STATE, Json.parse("{\"n\":%d}".formatted(n))));
    }

    private int sql(String statement, Object... parameters) {
        return store.write(reading -> reading.sql().update(statement, parameters));
    }

    private static Checked check(AuditReport report, AuditCheck check) {
        return report.checks().stream()
                .filter(checked -> checked.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private static long looked(AuditReport report, AuditCheck check) {
        return check(report, check).looked();
    }

    /** What the first divergence is, in one line. */
    static String first(AuditReport report) {
        return text(Objects.requireNonNull(report.first()));
    }

    private static String text(Divergence divergence) {
        return "%s %s: %s".formatted(divergence.check(), divergence.where(), divergence.what());
    }

    /** A table's rows, to put back. */
    private record TableCopy(String table, List<List<Object>> rows) {
        static List<TableCopy> all(Sql sql) {
            return Stream.of(
                            "event",
                            "store_head",
                            "task_head",
                            "dependency",
                            "subtask",
                            "checkpoint",
                            "checkpoint_mark",
                            "undo",
                            "request",
                            "automatic_rollback",
                            "due_rollback",
                            "snapshot",
                            "view_token",
                            "view_task",
                            "view_component",
                            "view_checkpoint",
                            "view_checkpoint_hold",
                            "view_rollback",
                            "view_rollback_task",
                            "view_hidden_task",
                            "view_hidden_checkpoint",
                            "view_hidden_rollback")
                    .map(table -> new TableCopy(table, sql.list("SELECT * FROM " + table, TableCopy::row)))
                    .toList();
        }

        private static List<Object> row(ResultSet row) throws SQLException {
            List<Object> values = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                Object value = row.getObject(i);
                values.add(value instanceof Number number ? (Object) number.longValue() : value);
            }
            return values;
        }

        void restore(Sql sql) {
            sql.update("DELETE FROM " + table);
            for (List<Object> row : rows) {
                sql.update(
                        "INSERT INTO %s VALUES (%s)"
                                .formatted(table, String.join(", ", Collections.nCopies(row.size(), "?"))),
                        row.toArray());
            }
        }
    }
}
