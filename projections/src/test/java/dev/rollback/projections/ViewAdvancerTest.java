package dev.rollback.projections;

import static dev.rollback.projections.Happened.checkpoint;
import static dev.rollback.projections.Happened.patched;
import static dev.rollback.projections.Happened.registered;
import static dev.rollback.projections.Happened.rollback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.PageRequest;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskQuery.FindTasks;
import dev.rollback.api.TaskView;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.NewEvent;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.ReadOnlyStoreException;
import dev.rollback.store.Sql;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class ViewAdvancerTest {
    private static final String ONE_MORE = "[{\"op\":\"add\",\"path\":\"/data/list/-\",\"value\":1}]";
    private static final String EMPTY_LIST = "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{\"list\":[]}}]";

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private ViewFixture views;

    @BeforeEach
    void open() {
        views = new ViewFixture(kind, directory);
    }

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void where_the_store_must_not_be_written_a_view_is_read_as_long_as_nothing_is_new_to_it() {
        StoreOptions options = StoreOptions.of(() -> ViewFixture.NOW).withTables(ProjectionsSchema.SCRIPTS);
        views.given(registered("a"));
        views.views.advance();
        try (Store look = kind.look(directory, options)) {
            ReadModel read = new ReadModel(look);
            assertThat(read.task(new FindTask(new TaskId("a")))).isPresent();
            views.given(registered("b"));
            assertThatThrownBy(() -> read.task(new FindTask(new TaskId("b"))))
                    .isInstanceOfSatisfying(
                            ReadOnlyStoreException.class,
                            e -> assertThat(e.remedy()).contains(Remedy.of(Action.OPEN_FOR_WRITING)))
                    .hasMessageContaining("view tasks has taken in 1 of 2 events");
            views.views.advance();
            assertThat(read.task(new FindTask(new TaskId("b")))).isPresent();
        }
    }

    @Test
    void several_that_advance_one_view_at_once_take_each_event_in_once() throws Exception {
        for (int task = 0; task < 120; task++) {
            views.given(registered("t" + task), patched("t" + task, EMPTY_LIST));
        }
        for (int round = 0; round < 20; round++) { // far from its beginning: what is taken in twice is seen
            views.given(IntStream.range(0, 120)
                    .mapToObj(task -> patched("t" + task, ONE_MORE))
                    .toArray());
        }
        try (Store other = ViewFixture.open(kind, directory)) {
            advanceAtOnce(List.of(views.store, views.store, other, other));
        }
        assertThat(token(View.TASKS)).isEqualTo(head());
        for (int task = 0; task < 120; task++) {
            TaskView view =
                    views.views.task(new FindTask(new TaskId("t" + task))).orElseThrow();
            assertThat(view.data().get("list").orElseThrow().size()).isEqualTo(20);
        }
    }

    @Test
    void a_failure_in_the_middle_of_a_batch_leaves_neither_rows_nor_token() {
        views.given(registered("A")).given(registered("B"), new TaskStarted(new TaskId("A")));
        FailsOnce failing = new FailsOnce();
        View view = new View("tasks", failing, List.of(), "view_hidden_task");
        ViewAdvancer advancer = new ViewAdvancer(views.store);

        assertThatThrownBy(() -> advancer.advanceToHead(view)).hasMessage("killed");
        assertThat(token(view)).isZero();
        assertThat(rows("view_task")).isZero();
        assertThat(rows("view_component")).isZero();

        failing.broken = false;
        advancer.advanceToHead(view);
        assertThat(token(view)).isEqualTo(3);
        assertThat(rows("view_task")).isEqualTo(2);
    }

    @Test
    void a_view_that_is_new_enough_is_read_without_any_write_lock() {
        views.given(registered("A"));
        views.views.advance();
        StoreOptions impatient = StoreOptions.of(() -> ViewFixture.NOW)
                .withTables(ProjectionsSchema.SCRIPTS)
                .withPatience(Duration.ofMillis(50));
        try (Store other = StoreKind.openAt(kind.address(directory), impatient)) {
            int seen = views.store.write(
                    locked -> new ReadModel(other).tasks(all()).items().size());
            assertThat(seen).isEqualTo(1);
        }
    }

    @Test
    void a_batch_never_ends_inside_a_unit_of_work() {
        for (int unit = 0; unit < 9; unit++) {
            views.given(tasks("u" + unit + "-", 100));
        }
        views.given(tasks("long", 350)).given(tasks("next", 800));
        ViewAdvancer advancer = new ViewAdvancer(views.store);
        advancer.advance(View.TASKS, 1);
        assertThat(token(View.TASKS)).isEqualTo(1_250);
        advancer.advanceToHead(View.TASKS);
        assertThat(views.views.tasks(all()).total()).isEqualTo(2_050);
    }

    @Test
    void a_long_backlog_tells_how_far_the_view_has_come() {
        views.given(tasks("one-", 1_000)).given(tasks("two-", 1_000)).given(tasks("three-", 500));
        List<String> told = new ArrayList<>();
        ViewAdvancer advancer =
                new ViewAdvancer(views.store, (view, done, all) -> told.add("%s %d of %d".formatted(view, done, all)));
        advancer.advance(View.TASKS, 500);
        advancer.advanceToHead(View.TASKS);
        advancer.advanceToHead(View.TASKS);
        String name = View.TASKS.name();
        assertThat(told).containsExactly(name + " 500 of 500", name + " 1000 of 1500", name + " 1500 of 1500");
    }

    @Test
    void a_long_backlog_is_given_up_between_two_batches_by_one_who_is_to_stop() {
        views.given(tasks("one-", 1_000)).given(tasks("two-", 1_000)).given(tasks("three-", 500));
        Iterator<Boolean> goesOn = List.of(true, true, false).iterator();
        assertThat(views.views.advanceWhile(goesOn::next)).isFalse();
        assertThat(token(View.ALL.get(0))).isEqualTo(2_000);
        assertThat(token(View.ALL.get(1))).isZero();
        assertThat(views.views.advanceWhile(() -> true)).isTrue();
        assertThat(token(View.ALL.get(1))).isEqualTo(2_500);
    }

    @Test
    void events_of_others_are_passed_over() {
        byte[] nothing = "not ours".getBytes(StandardCharsets.UTF_8);
        views.given(registered("A"));
        views.store.append(
                AppendUnit.ofEvents(List.of(new NewEvent("shop/1", 0, "shop.OrderPlaced", "1", nothing, nothing))));
        assertThat(views.views.tasks(all()).total()).isEqualTo(1);
        assertThat(token(View.TASKS)).isEqualTo(2);
        assertThat(rows("view_hidden_task")).isZero();
    }

    @Test
    void refuses_to_wait_for_a_position_that_the_store_does_not_have() {
        views.given(registered("A"));
        assertThatThrownBy(() -> new ViewAdvancer(views.store).advance(View.TASKS, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends at position 1");
    }

    @Test
    void every_acknowledged_write_is_seen_whichever_store_wrote_it() {
        try (Store other = ViewFixture.open(kind, directory)) {
            ReadModel there = new ReadModel(other);
            for (int i = 0; i < 20; i++) {
                Store writer = i % 2 == 0 ? views.store : other;
                ViewFixture.append(writer, Map.of(), registered("t" + i));
                FindTask query = new FindTask(new TaskId("t" + i));
                assertThat(i % 2 == 0 ? there.task(query) : views.views.task(query))
                        .isPresent();
            }
        }
    }

    @Test
    void after_a_restart_history_checkpoints_and_states_are_as_before() {
        views.given(registered("A"), checkpoint("A", "cp-a", null)).given(rollback("rb-1", "A", "cp-a", Map.of()));
        List<Object> before = everything(views.views);
        views.close();
        views = new ViewFixture(kind, directory);
        assertThat(views.views.lag().values()).as("to take in again").containsOnly(0L);
        assertThat(everything(views.views)).isEqualTo(before);
    }

    private static List<Object> everything(ReadModel model) {
        return List.of(
                model.task(new FindTask(new TaskId("A"))).orElseThrow(),
                model.checkpoints(new FindCheckpoints(null, PageRequest.first(9))),
                model.rollback(new FindRollback(new RollbackId("rb-1"))).orElseThrow());
    }

    private static void advanceAtOnce(List<Store> stores) throws Exception {
        CyclicBarrier start = new CyclicBarrier(stores.size());
        ExecutorService threads = Executors.newFixedThreadPool(stores.size());
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (Store store : stores) {
                ends.add(threads.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    new ReadModel(store).advance();
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Object[] tasks(String prefix, int count) {
        Object[] events = new Object[count];
        for (int i = 0; i < count; i++) {
            events[i] = registered(prefix + i);
        }
        return events;
    }

    private static FindTasks all() {
        return new FindTasks(null, null, PageRequest.first(10));
    }

    private long head() {
        return views.store.read(reading -> reading.head().position());
    }

    private long token(View view) {
        return views.store.read(reading -> ViewTokens.read(reading.sql(), view));
    }

    private long rows(String table) {
        return views.store.read(reading -> reading.sql()
                .first("SELECT count(*) FROM " + table, row -> row.getLong(1))
                .orElseThrow());
    }

    /** Takes an event in, and then fails. */
    static final class FailsOnce {
        private final CurrentTasksProjection real = new CurrentTasksProjection();
        private boolean broken = true;

        @EventHandler
        void on(TaskEvent event, Recorded recorded, Sql sql) {
            real.on(event, recorded, sql);
            if (broken && event instanceof TaskStarted) {
                throw new IllegalStateException("killed");
            }
        }

        @ResetHandler
        void reset(Sql sql) {
            real.reset(sql);
        }
    }
}
