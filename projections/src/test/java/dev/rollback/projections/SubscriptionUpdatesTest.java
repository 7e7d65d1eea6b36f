package dev.rollback.projections;

import static dev.rollback.projections.Happened.patched;
import static dev.rollback.projections.Happened.registered;
import static dev.rollback.projections.Happened.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.PageRequest;
import dev.rollback.api.RollbackPage;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskQuery.FindTask;
import dev.rollback.api.TaskView;
import dev.rollback.store.ForwardingStore;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericSubscriptionQueryMessage;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.axonframework.queryhandling.SubscriptionQueryMessage;
import org.axonframework.queryhandling.UpdateHandlerRegistration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What subscriptions hear while others write between any two reads of the one who tells them. */
@OnEveryStore
class SubscriptionUpdatesTest {
    private static final TaskId A = new TaskId("A");

    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private final List<String> heard = new ArrayList<>();
    private final SimpleQueryUpdateEmitter emitter =
            SimpleQueryUpdateEmitter.builder().build();
    private OvertakenStore store;
    private ViewFollower follower;

    @BeforeEach
    void open() {
        store = new OvertakenStore(ViewFixture.open(kind, directory));
        follower = new ViewFollower(store, new ReadModel(store), () -> emitter);
        append(registered("A"));
        subscribe(new FindRollbacks(A, Map.of(), PageRequest.first(10)), RollbackPage.class, RollbackView.class)
                .getUpdates()
                .subscribe(update -> heard.add(update.getPayload().rollbackId().value()));
        subscribe(new FindTask(A), TaskView.class, TaskView.class)
                .getUpdates()
                .subscribe(update -> heard.add("A at " + update.getPayload().seq()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void each_rollback_is_told_once_however_late_during_a_look_it_is_written() {
        for (int reads = 1; reads <= 12; reads++) {
            heard.clear();
            String before = "rb-before-" + reads;
            String during = "rb-during-" + reads;
            append(rollback(before, "A", "cp-a", Map.of()));
            store.afterReads(reads, () -> append(rollback(during, "A", "cp-a", Map.of())));
            follower.look();
            follower.look();
            store.now();
            follower.look();
            follower.look();
            assertThat(heard).filteredOn(what -> what.startsWith("rb-")).containsExactly(before, during);
        }
    }

    @Test
    void each_state_of_a_task_is_told_once_however_late_during_a_look_it_is_written() {
        for (int reads = 1; reads <= 12; reads++) {
            heard.clear();
            append(patched("A", "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{\"n\":1}}]"));
            store.afterReads(
                    reads, () -> append(patched("A", "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{\"n\":2}}]")));
            follower.look();
            follower.look();
            store.now();
            follower.look();
            follower.look();
            assertThat(heard).doesNotHaveDuplicates().isNotEmpty();
            assertThat(heard.get(heard.size() - 1)).isEqualTo("A at " + 2 * reads);
        }
    }

    @Test
    void a_task_that_never_rests_is_told_of_in_each_look() {
        follower.look();
        heard.clear();
        for (int look = 1; look <= 3; look++) {
            append(patched("A", "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{\"n\":1}}]"));
            store.afterReads(
                    1, () -> append(patched("A", "[{\"op\":\"add\",\"path\":\"/data\",\"value\":{\"n\":2}}]")));
            follower.look();
        }
        assertThat(heard).containsExactly("A at 2", "A at 4", "A at 6");
    }

    @Test
    void what_could_not_be_read_is_told_whole_by_the_next_look() {
        append(rollback("rb-1", "A", "cp-a", Map.of()));
        for (int reads = 1; reads <= 12; reads++) {
            store.afterReads(reads, () -> {
                throw new IllegalStateException("this read fails");
            });
            try {
                follower.look();
            } catch (IllegalStateException e) {
                // as the thread that looks again half a second later
            }
        }
        store.forget();
        follower.look();
        assertThat(heard).containsExactly("rb-1", "A at 1");
    }

    private void append(Object... events) {
        ViewFixture.append(store.behind(), Map.of(), events);
    }

    private <A, U> UpdateHandlerRegistration<U> subscribe(Object query, Class<A> answer, Class<U> update) {
        SubscriptionQueryMessage<Object, A, U> message = new GenericSubscriptionQueryMessage<>(
                query, ResponseTypes.instanceOf(answer), ResponseTypes.instanceOf(update));
        return emitter.registerUpdateHandler(message, 100);
    }

    /** Something happens after so many reads. */
    private static final class OvertakenStore extends ForwardingStore {
        private final Deque<Runnable> next = new ArrayDeque<>();
        private int left;

        OvertakenStore(Store store) {
            super(store);
        }

        Store behind() {
            return store;
        }

        void afterReads(int reads, Runnable happens) {
            next.clear();
            next.add(happens);
            left = reads;
        }

        /** Where there were fewer reads. */
        void now() {
            if (!next.isEmpty()) {
                next.remove().run();
            }
        }

        void forget() {
            next.clear();
        }

        @Override
        public <T> T read(Function<Reading, T> work) {
            T answer = super.read(work);
            if (!next.isEmpty() && --left == 0) {
                next.remove().run();
            }
            return answer;
        }
    }
}
