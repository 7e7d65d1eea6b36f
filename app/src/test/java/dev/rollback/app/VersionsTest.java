package dev.rollback.app;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackStrategy;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent.MigratedFrom;
import dev.rollback.api.TaskEvent.TaskMigrated;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskStateMigration.Step;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.audit.VersionReport;
import dev.rollback.api.audit.VersionReport.Refused;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreMonitor;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** An application whose tasks' data changed its form, on a store that its former version wrote. */
@OnEveryStore
class VersionsTest {
    /** The former version kept a name, the later one keeps two. */
    private static final Step SPLITS_NAMES = data -> {
        Map<ComponentName, Json> split = new HashMap<>(data);
        String[] names = data.get(TASK_STATE).node().path("name").asText().split(" ", 2);
        split.put(TASK_STATE, Json.parse("{\"first\":\"%s\",\"last\":\"%s\"}".formatted(names[0], names[1])));
        split.remove(CACHE);
        return split;
    };

    private static final TaskStateSchema FORMER = TaskStateSchema.of("1.0");
    private static final TaskStateSchema LATER = TaskStateSchema.of("2.1").with(1, "2.0", SPLITS_NAMES);

    @Parameter
    StoreKind kind;

    @TempDir
    Path here;

    private Store store;
    private RollbackEngine engine;

    private void open(TaskStateSchema schema) {
        close();
        store = Stores.create(
                StoreAddress.of(kind.address(here), here), System.getenv(), InstantSource.system(), StoreMonitor.NONE);
        engine = RollbackEngine.on(
                store, EngineOptions.defaults().withActor("ann").withSchema(schema));
    }

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    /** One task, marked when its data was of the former version. */
    private CheckpointId formerVersionWorked() {
        open(FORMER);
        engine.tasks().register("A", "Alpha");
        replace("A", TASK_STATE, "{\"name\":\"Ada Lovelace\"}");
        replace("A", CACHE, "{\"page\":1.00}");
        CheckpointId former = engine.checkpoints().create("A", "former");
        replace("A", TASK_STATE, "{\"name\":\"Ada King\"}");
        return former;
    }

    @Test
    void N10_an_older_state_is_restored_through_the_registered_migrations() {
        CheckpointId former = formerVersionWorked();
        String formerHash = engine.checkpoints().find(former).orElseThrow().stateHash();
        open(LATER);
        replace("A", TASK_STATE, "{\"first\":\"Ada\",\"last\":\"Byron\"}");

        RollbackId rollback = engine.rollbacks().rollBack(former, "as it was").rollbackId();

        assertThat(data("A")).isEqualTo(Json.parse("{\"first\":\"Ada\",\"last\":\"Lovelace\"}"));
        assertThat(state("A").content().components()).doesNotContainKey(CACHE);
        assertThat(state("A").schemaVersion()).isEqualTo(new SchemaVersion(2, 0));
        TaskRolledBack event = (TaskRolledBack) last("A");
        assertThat(event.schemaVersion()).isEqualTo(new SchemaVersion(2, 0));
        assertThat(event.migratedFrom()).isEqualTo(new MigratedFrom(SchemaVersion.FIRST, formerHash));
        assertThat(event.hashAfter()).isEqualTo(state("A").content().hash()).isNotEqualTo(formerHash);
        assertSound();

        engine.rollbacks().undo(rollback, "no");

        assertThat(data("A")).isEqualTo(Json.parse("{\"first\":\"Ada\",\"last\":\"Byron\"}"));
        assertSound();
    }

    @Test
    void N10_a_plan_shows_the_state_that_the_migrations_lead_to_and_that_is_what_is_applied() {
        CheckpointId former = formerVersionWorked();
        open(LATER);
        RollbackPlan plan = engine.rollbacks().plan(former);
        assertThat(plan.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .contains("A")
                        .contains("version 1.0")
                        .contains("2.0"));
        String planned = plan.tasks().get(0).targetHash();
        engine.rollbacks().apply(plan, "as planned");
        assertThat(state("A").content().hash()).isEqualTo(planned);
    }

    @Test
    void N10_a_dry_run_over_the_whole_store_names_what_would_not_restore_and_writes_nothing() {
        CheckpointId former = formerVersionWorked();
        open(LATER);
        engine.tasks().register("B", "Beta");
        engine.checkpoints().create("B", "own");
        long head = head();

        VersionReport able = engine.checkVersions();
        assertThat(able.checkpoints()).isEqualTo(2);
        assertThat(able.refused()).isZero();
        assertThat(able.tasks())
                .containsExactlyInAnyOrderEntriesOf(Map.of(SchemaVersion.FIRST, 1L, new SchemaVersion(2, 1), 1L));

        open(TaskStateSchema.of("2.1"));
        VersionReport report = engine.checkVersions();
        assertThat(report.refused()).isEqualTo(2);
        assertThat(report.shown())
                .extracting(Refused::where)
                .containsExactly("checkpoint %s of task A".formatted(former), "task A as it is now");
        assertThat(report.shown()).allSatisfy(refused -> {
            assertThat(refused.code()).isEqualTo(RefusalCode.VERSION_INCOMPATIBLE);
            assertThat(refused.why()).contains("version 1.0").contains("version 2.1");
        });

        open(FORMER);
        assertThat(engine.checkVersions().shown()).hasSize(2).allSatisfy(refused -> {
            assertThat(refused.where()).contains("task B");
            assertThat(refused.why()).contains("version 2.1").contains("version 1.0");
        });
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void G17_what_no_migration_leads_from_is_refused_before_anything_is_written() {
        CheckpointId former = formerVersionWorked();
        open(TaskStateSchema.of("2.1").with(2, "3.0", data -> data));
        assertVersionRefused(former, "version 1.0", "version 2.1");
    }

    @Test
    void G17_a_state_of_a_later_version_is_refused_by_an_application_of_a_former_one() {
        open(LATER);
        engine.tasks().register("A", "Alpha");
        CheckpointId later = engine.checkpoints().create("A", "later");
        replace("A", CACHE, "{\"page\":1}");
        open(FORMER);
        assertVersionRefused(later, "version 2.1", "version 1.0");
        assertThatThrownBy(() -> replace("A", TASK_STATE, "{\"name\":\"x\"}"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.VERSION_INCOMPATIBLE));
    }

    @Test
    void G17_a_migration_that_fails_or_does_what_it_may_not_refuses_the_rollback() {
        CheckpointId former = formerVersionWorked();
        Step throwing = data -> {
            throw new IllegalStateException("no last name");
        };
        Step dropping = data -> Map.of(CACHE, Json.EMPTY_OBJECT);
        Step noObject = data -> Map.of(TASK_STATE, Json.parse("[1]"));
        for (Step step : List.of(throwing, dropping, noObject)) {
            open(TaskStateSchema.of("2.1").with(1, "2.0", step));
            assertVersionRefused(former, "version 1", "version 2.0");
        }
    }

    @Test
    void moments_of_the_same_major_version_are_restored_as_they_are() {
        CheckpointId former = formerVersionWorked();
        String formerHash = engine.checkpoints().find(former).orElseThrow().stateHash();
        open(TaskStateSchema.of("1.7"));
        engine.rollbacks().rollBack(former, "as it was");
        assertThat(state("A").content().hash()).isEqualTo(formerHash);
        assertThat(state("A").schemaVersion()).isEqualTo(SchemaVersion.FIRST);
        assertThat(((TaskRolledBack) last("A")).migratedFrom()).isNull();
        assertSound();
    }

    @Test
    void who_says_nothing_of_versions_restores_what_is_in_the_version_of_the_task() {
        CheckpointId former = formerVersionWorked();
        open(LATER);
        replace("A", TASK_STATE, "{\"first\":\"Ada\",\"last\":\"Byron\"}");
        CheckpointId later = engine.checkpoints().create("A", "later");
        replace("A", TASK_STATE, "{}");
        open(TaskStateSchema.UNVERSIONED);
        engine.rollbacks().rollBack(later, "as it was");
        assertThat(data("A")).isEqualTo(Json.parse("{\"first\":\"Ada\",\"last\":\"Byron\"}"));
        assertThat(state("A").schemaVersion()).isEqualTo(new SchemaVersion(2, 0));
        assertVersionRefused(former, "version 1.0", "version 2.0");
        assertThat(engine.audit(AuditScope.ALL).shown()).isEmpty();
    }

    @Test
    void a_task_of_a_former_version_is_migrated_in_the_unit_of_its_first_update() {
        formerVersionWorked();
        open(LATER);
        long before = head();
        engine.tasks().merge("A", TASK_STATE, Json.parse("{\"born\":1815}"));
        assertThat(data("A")).isEqualTo(Json.parse("{\"first\":\"Ada\",\"last\":\"King\",\"born\":1815}"));
        List<StoredEvent> unit = store.read(reading -> reading.after(before, 10));
        assertThat(unit).extracting(StoredEvent::name).containsExactly("task.TaskMigrated", "task.TaskUpdated");
        assertThat(unit).extracting(StoredEvent::unit).containsOnly(before + 1);
        assertThat(engine.tasks().find("A").orElseThrow().data()).as("the view").isEqualTo(data("A"));
        engine.tasks().merge("A", TASK_STATE, Json.parse("{\"born\":1816}"));
        assertThat(last("A")).isInstanceOf(TaskUpdated.class);
        assertThat(lastSeq()).isEqualTo(unit.get(1).seq() + 1);
        assertSound();
    }

    @Test
    void a_write_that_is_what_the_migration_makes_is_no_write_that_is_lost() {
        formerVersionWorked();
        open(LATER);
        replace("A", TASK_STATE, "{\"first\":\"Ada\",\"last\":\"King\"}");
        assertThat(last("A")).isInstanceOf(TaskMigrated.class);
        assertThat(data("A")).isEqualTo(Json.parse("{\"first\":\"Ada\",\"last\":\"King\"}"));
        assertSound();
    }

    @Test
    void N10_a_dry_run_tries_checkpoints_of_everything_and_the_present_too() {
        open(FORMER);
        engine.tasks().register("A", "Alpha");
        CheckpointId all = engine.checkpoints().createSystem("all");
        replace("A", TASK_STATE, "{\"name\":\"Ada King\"}");
        open(TaskStateSchema.of("2.0"));
        VersionReport report = engine.checkVersions();
        assertThat(report.checkpoints()).isEqualTo(1);
        assertThat(report.shown())
                .extracting(Refused::where)
                .containsExactly("checkpoint of everything %s, task A".formatted(all), "task A as it is now");
        assertThat(engine.rollbacks().check(all)).isPresent();
    }

    @Test
    void a_migration_may_do_what_it_likes_to_what_it_is_given() {
        CheckpointId former = formerVersionWorked();
        open(TaskStateSchema.of("2.0").with(1, "2.0", data -> {
            ObjectNode own = (ObjectNode) data.get(TASK_STATE).node();
            own.remove("name");
            own.put("first", "Ada");
            return data;
        }));
        replace("A", CACHE, "{\"page\":2}");
        engine.rollbacks().rollBack(former, "as it was");
        assertThat(data("A")).isEqualTo(Json.parse("{\"first\":\"Ada\"}"));
        assertSound();
    }

    @Test
    void a_task_that_holds_nothing_is_in_no_version() {
        open(FORMER);
        engine.tasks().register("A", "Alpha");
        CheckpointId before = engine.checkpoints().createSystem("before");
        engine.tasks().register("B", "Beta");
        CheckpointId born = engine.checkpoints().create("B", "born");
        open(LATER);
        RollbackId gone = engine.rollbacks()
                .apply(engine.rollbacks().plan(before), "no B")
                .rollbackId();
        assertThat(state("B").exists()).isFalse();
        open(TaskStateSchema.UNVERSIONED);
        engine.rollbacks().undo(gone, "B");
        assertThat(state("B").schemaVersion()).isEqualTo(SchemaVersion.FIRST);
        assertThat(engine.rollbacks().check(born)).isPresent(); // already there
        assertSound();
    }

    @Test
    void what_is_due_after_a_failure_waits_for_the_application_that_has_the_migrations() {
        formerVersionWorked();
        engine.tasks().changePolicy("A", new TaskPolicy(true, true, false));
        Step dying = data -> {
            throw new OutOfMemoryError("as a process that ends");
        };
        open(TaskStateSchema.of("2.1").with(1, "2.0", SPLITS_NAMES));
        replace("A", TASK_STATE, "{\"first\":\"Ada\"}");
        open(TaskStateSchema.of("2.1").with(1, "2.0", dying));
        engine.tasks().fail("A", "boom");

        open(TaskStateSchema.UNVERSIONED);
        assertThat(engine.carriedOutAtStart()).isEmpty();
        assertThat(engine.rollbacks().history()).isEmpty();

        open(LATER);
        assertThat(engine.carriedOutAtStart()).hasSize(1);
        assertThat(data("A")).isEqualTo(Json.parse("{\"first\":\"Ada\",\"last\":\"Lovelace\"}"));
        assertSound();
    }

    @Test
    void a_task_of_a_file_that_returns_does_not_pass_what_it_held_beside_for_migrated() {
        open(FORMER);
        String task = "{\"id\":1,\"title\":\"one\",\"status\":\"pending\",\"dependencies\":[]}";
        importTasks(task);
        replace("1", CACHE, "{\"page\":1}");
        importTasks("");
        open(LATER);
        importTasks(task);
        assertThat(state("1").content().components()).containsKey(CACHE);
        assertThat(state("1").schemaVersion()).isEqualTo(SchemaVersion.FIRST);
    }

    @Test
    void a_migration_may_not_write_into_data_what_comes_from_the_file() {
        open(FORMER);
        importTasks("{\"id\":1,\"title\":\"one\",\"status\":\"pending\",\"dependencies\":[]}");
        open(TaskStateSchema.of("2.0")
                .with(1, "2.0", data -> Map.of(TASK_STATE, Json.parse("{\"title\":\"hidden\"}"))));
        assertThatThrownBy(() -> replace("1", CACHE, "{\"page\":1}"))
                .hasMessageContaining("'title' comes from the file")
                .hasMessageContaining("version 2.0");
    }

    @Test
    void a_task_that_stands_at_its_target_needs_no_migration() {
        CheckpointId former = formerVersionWorked();
        engine.rollbacks().rollBack(former, "as it was");
        open(TaskStateSchema.of("2.0"));
        assertThat(engine.rollbacks().check(former))
                .hasValueSatisfying(refused -> assertThat(refused.code()).isEqualTo(RefusalCode.ALREADY_THERE));
    }

    @Test
    void a_fork_of_a_former_moment_begins_in_the_version_of_the_application() {
        CheckpointId former = formerVersionWorked();
        open(LATER);
        engine.tasks().fork("A", new AtCheckpoint(former), "F");
        assertThat(data("F")).isEqualTo(Json.parse("{\"first\":\"Ada\",\"last\":\"Lovelace\"}"));
        assertThat(state("F").schemaVersion()).isEqualTo(new SchemaVersion(2, 0));
        assertSound();
    }

    @Test
    void a_part_of_a_state_goes_back_in_the_version_of_the_rest() {
        CheckpointId former = formerVersionWorked();
        open(LATER);
        RollbackScope caches =
                RollbackScope.to(former).withStrategy(RollbackStrategy.PARTIAL).withComponents(List.of(CACHE));
        replace("A", CACHE, "{\"page\":2}");
        assertThat(state("A").schemaVersion()).isEqualTo(new SchemaVersion(2, 0));
        engine.rollbacks().rollBack(caches, "its cache");
        // The migration has no cache any more.
        assertThat(state("A").content().components()).doesNotContainKey(CACHE);
        assertThat(data("A")).isEqualTo(Json.parse("{\"first\":\"Ada\",\"last\":\"King\"}"));
        assertThat(state("A").schemaVersion()).isEqualTo(new SchemaVersion(2, 0));
        assertSound();
    }

    @Test
    void the_audit_finds_a_migration_that_was_of_another_state() {
        CheckpointId former = formerVersionWorked();
        String formerHash = engine.checkpoints().find(former).orElseThrow().stateHash();
        open(LATER);
        engine.rollbacks().rollBack(former, "as it was");
        StoredEvent back = lastStored("A");
        byte[] forged = new String(back.payload(), UTF_8)
                .replace(formerHash, "0".repeat(64))
                .getBytes(UTF_8);
        store.write(reading ->
                reading.sql().update("UPDATE event SET payload = ? WHERE position = ?", forged, back.position()));
        assertThat(engine.audit(AuditScope.ALL).shown())
                .anySatisfy(found -> assertThat(found.what()).contains("another state than its target"));
    }

    @Test
    void the_audit_finds_a_migration_that_led_to_no_later_version() {
        CheckpointId former = formerVersionWorked();
        open(LATER);
        engine.rollbacks().rollBack(former, "as it was");
        StoredEvent back = lastStored("A");
        byte[] forged = new String(back.payload(), UTF_8)
                .replace("\"schemaVersion\":\"2.0\"", "\"schemaVersion\":\"1.0\"")
                .getBytes(UTF_8);
        store.write(reading ->
                reading.sql().update("UPDATE event SET payload = ? WHERE position = ?", forged, back.position()));
        assertThat(engine.audit(AuditScope.ALL).shown())
                .anySatisfy(found -> assertThat(found.what()).contains("version 1.0, which is no later one"));
    }

    @Test
    void N10_a_dry_run_notices_that_the_log_has_a_hole() {
        formerVersionWorked();
        store.write(reading -> reading.sql().update("DELETE FROM event WHERE position = 3"));
        assertThat(engine.checkVersions().shown()).anySatisfy(refused -> {
            assertThat(refused.where()).isEqualTo("the log");
            assertThat(refused.code()).isEqualTo(RefusalCode.CORRUPT);
        });
    }

    private void assertVersionRefused(CheckpointId checkpoint, String found, String wanted) {
        long events = lastSeq();
        Json before = data("A");
        assertThatThrownBy(() -> engine.rollbacks().rollBack(checkpoint, "as it was"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.VERSION_INCOMPATIBLE))
                .hasMessageContaining(found)
                .hasMessageContaining(wanted);
        assertThat(engine.rollbacks().check(checkpoint)).isPresent();
        assertThat(data("A")).isEqualTo(before);
        assertThat(lastSeq()).isEqualTo(events);
        assertThat(engine.rollbacks().history().get(0).status()).isEqualTo(RollbackStatus.FAILED);
    }

    private void assertSound() {
        assertThat(engine.audit(AuditScope.ALL).shown()).isEmpty();
        assertThat(engine.checkVersions().shown()).isEmpty();
    }

    private void importTasks(String tasks) {
        engine.board().importDocument(Json.parse("{\"tasks\":[%s]}".formatted(tasks)), "tasks.json", null, false);
    }

    private void replace(String task, ComponentName component, String content) {
        engine.tasks().replace(task, component, Json.parse(content));
    }

    private TaskState state(String task) {
        return new TaskStates(store).head(new TaskId(task));
    }

    private Json data(String task) {
        return Objects.requireNonNull(state(task).content().taskState()).data();
    }

    private StoredEvent lastStored(String task) {
        return store.read(reading -> {
            long last = reading.lastSeq("task/" + task);
            return reading.stream("task/" + task, last, last).get(0);
        });
    }

    private Object last(String task) {
        return EventCodec.read(lastStored(task));
    }

    private long lastSeq() {
        return store.read(reading -> reading.lastSeq("task/A"));
    }

    private long head() {
        return store.read(reading -> reading.head().position());
    }
}
