package dev.rollback.engine.moment;

import static dev.rollback.api.ComponentName.CACHE;
import static dev.rollback.api.LogQuery.USUAL_LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.ComponentChange;
import dev.rollback.api.LogPage;
import dev.rollback.api.LogQuery.FindLog;
import dev.rollback.api.Moment;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.AtTime;
import dev.rollback.api.PageRequest;
import dev.rollback.api.ResolvedMoment;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.TaskQuery.FindTaskAt;
import dev.rollback.api.TaskQuery.FindTasksAt;
import dev.rollback.api.TaskView;
import dev.rollback.api.json.Json;
import dev.rollback.engine.axon.EventSerializer;
import dev.rollback.engine.log.Log;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.engine.unit.UnitOfEvents;
import dev.rollback.store.ObservedStore;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.Streams;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it costs to see a moment, however long the history is: ten tasks whose events take turns. */
@OnEveryStore
class DepthTest {
    private static final int TASKS = 10;
    private static final int UNIT = 500;
    private static final long MOST_PER_TASK = 500;

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private final AtomicLong events = new AtomicLong();

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 100_000})
    void N07_the_events_read_for_an_answer_are_bounded_at_any_depth(int depth) {
        try (Store store = kind.create(folder)) {
            write(store, depth);
            Store observed = ObservedStore.of(store, (question, answer) -> count(answer));
            TasksAt tasks = new TasksAt(observed, new TaskStates(observed));
            Random random = new Random(depth);
            Cost one = new Cost();
            Cost all = new Cost();
            for (int n = 0; n < 100; n++) {
                long position = 1L + random.nextInt(depth);
                Moment moment = n % 2 == 0 ? new AtPosition(position) : new AtTime(recordedAt(store, position));
                int task = random.nextInt(TASKS);
                one.take(() ->
                        assertTask(tasks.find(new FindTaskAt(id(task), moment)).at(), task, tasks, moment));
            }
            for (int n = 0; n < 10; n++) {
                long position = 1L + random.nextInt(depth);
                all.take(() -> assertAll(tasks, new AtPosition(position)));
            }
            Cost log = new Cost();
            Cost logOfOne = new Cost();
            Log told = new Log(observed, new TaskStates(observed));
            for (int n = 0; n < 50; n++) {
                Moment moment = new AtPosition(1L + random.nextInt(depth));
                FindLog page = FindLog.of(id(random.nextInt(TASKS))).withUntil(moment);
                log.take(() -> assertTold(told.find(FindLog.all().withUntil(moment))));
                logOfOne.take(() -> assertTold(told.find(page.withOldestFirst(random.nextBoolean()))));
            }
            System.err.printf(
                    "DepthTest on %s at %d: one task %s; %d tasks %s; log %s; log of one %s%n",
                    kind, depth, one, TASKS, all, log, logOfOne);
            assertThat(logOfOne.most).isPositive().isLessThanOrEqualTo(USUAL_LIMIT + MOST_PER_TASK + 2);
            assertThat(log.most).isPositive().isLessThanOrEqualTo(USUAL_LIMIT + TASKS * MOST_PER_TASK + 2);
            assertThat(one.most).isPositive().isLessThanOrEqualTo(2 * (MOST_PER_TASK + 20));
            assertThat(all.most).isPositive().isLessThanOrEqualTo(TASKS * (MOST_PER_TASK + 2));
        }
    }

    /** Event number n of the log sets n of task n % TASKS, in its stream at n / TASKS. */
    private boolean assertTask(ResolvedMoment at, int task, TasksAt tasks, Moment moment) {
        TaskView view = tasks.find(new FindTaskAt(id(task), moment)).task();
        long newest = newest(at.position(), task);
        if (newest < 0) {
            assertThat(view).isNull();
        } else {
            assertThat(view.seq()).isEqualTo(newest / TASKS);
            assertValue(view, newest);
        }
        return true;
    }

    private static boolean assertTold(LogPage page) {
        assertThat(page.items()).hasSize((int) Math.min(USUAL_LIMIT, page.total()));
        assertThat(page.items())
                .allSatisfy(entry ->
                        assertThat(entry.summary()).matches("registered 'Title'|CACHE: 1 value changed \\(/n\\)"));
        return true;
    }

    private static boolean assertAll(TasksAt tasks, Moment moment) {
        var page = tasks.find(new FindTasksAt(moment, List.of(), null, null, PageRequest.first(100)));
        for (int task = 0; task < TASKS; task++) {
            long newest = newest(page.at().position(), task);
            TaskId id = id(task);
            List<TaskView> found = page.items().stream()
                    .filter(view -> view.taskId().equals(id))
                    .toList();
            assertThat(found).hasSize(newest < 0 ? 0 : 1).allSatisfy(view -> assertValue(view, newest));
        }
        return true;
    }

    private static void assertValue(TaskView view, long newest) {
        Json cache = view.components().get(CACHE);
        assertThat(cache == null ? "" : cache.get("n").orElseThrow().asText())
                .isEqualTo(newest < TASKS ? "" : Long.toString(newest));
    }

    private static long newest(long position, int task) {
        long last = position - 1;
        return last - Math.floorMod(last - task, TASKS);
    }

    private void count(Object answer) {
        if (answer instanceof Collection<?> found) {
            events.addAndGet(
                    found.stream().filter(StoredEvent.class::isInstance).count());
        }
    }

    private static void write(Store store, int depth) {
        UnitOfEvents.Source units = new UnitOfEvents.Source(store, new TaskStates(store), new EventSerializer());
        List<GenericDomainEventMessage<TaskEvent>> unit = new ArrayList<>();
        for (int n = 0; n < depth; n++) {
            TaskId task = id(n % TASKS);
            TaskEvent event = n < TASKS
                    ? new TaskRegistered(task, "Title", List.of(), null, TaskPolicy.DEFAULT, 0, SchemaVersion.FIRST)
                    : new TaskUpdated(task, List.of(ComponentChange.value(CACHE, Json.parse("{\"n\":\"" + n + "\"}"))));
            unit.add(new GenericDomainEventMessage<>("Task", Streams.of(task), n / TASKS, event));
            if (unit.size() == Math.min(UNIT, depth / 10) || n == depth - 1) {
                units.writeAlone(unit);
                unit.clear();
            }
        }
    }

    private static Instant recordedAt(Store store, long position) {
        return store.<List<StoredEvent>>read(reading -> reading.after(position - 1, 1))
                .get(0)
                .recordedAt();
    }

    private static TaskId id(int task) {
        return new TaskId("t" + task);
    }

    private final class Cost {
        private final List<Long> micros = new ArrayList<>();
        private long most;

        void take(Supplier<Boolean> question) {
            events.set(0);
            long begun = System.nanoTime();
            assertThat(question.get()).isTrue();
            micros.add((System.nanoTime() - begun) / 1_000);
            most = Math.max(most, events.get());
        }

        @Override
        public String toString() {
            List<Long> sorted = micros.stream().sorted().toList();
            return "at most %d events, median %d µs".formatted(most, sorted.get(sorted.size() / 2));
        }
    }
}
