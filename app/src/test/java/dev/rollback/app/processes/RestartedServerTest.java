package dev.rollback.app.processes;

import static dev.rollback.api.ComponentName.CACHE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.TaskManager;
import dev.rollback.api.json.Json;
import dev.rollback.app.EngineOptions;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.engine.LogWalk;
import dev.rollback.store.Callers;
import dev.rollback.store.Callers.Call;
import dev.rollback.store.Campaign;
import dev.rollback.store.PostgresServer;
import dev.rollback.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL restarted at once, again and again, while commands are sent; callers ask again with their request id. */
@Timeout(300)
class RestartedServerTest {
    private static final int RESTARTS = Campaign.trials(4, 100);

    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicInteger askedAgain = new AtomicInteger();

    @Test
    void every_request_is_done_exactly_once() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            StoreAddress address = StoreAddress.of(server.url("restarted"), Path.of(""));
            List<String> acknowledged = new ArrayList<>();
            try (RollbackEngine engine =
                    RollbackEngine.open(EngineOptions.defaults().withStore(address))) {
                engine.tasks().register("shared", "Shared");
                List<Call<List<String>>> senders = IntStream.range(0, 4)
                        .mapToObj(n -> Callers.start(() -> send(engine.tasks(), "s" + n)))
                        .toList();
                for (int n = 0; n < RESTARTS; n++) {
                    long head = head(address);
                    server.restartImmediately();
                    org.awaitility.Awaitility.await()
                            .atMost(java.time.Duration.ofSeconds(60))
                            .until(() -> head(address) > head + 20);
                }
                going.set(false);
                for (Call<List<String>> sender : senders) {
                    acknowledged.addAll(sender.get());
                }
            }
            System.err.printf(
                    "RestartedServerTest: %d restarts, %d requests, %d asked again%n",
                    RESTARTS, acknowledged.size(), askedAgain.get());
            assertThat(acknowledged).hasSizeGreaterThan(RESTARTS);
            assertOnce(address, acknowledged);
        }
    }

    private List<String> send(TaskManager tasks, String name) {
        List<String> acknowledged = new ArrayList<>();
        for (int n = 0; going.get(); n++) {
            String request = name + "-" + n;
            sendUntilAnswered(tasks.with(RequestContext.of(name).withRequestId(request)), request);
            acknowledged.add(request);
        }
        return acknowledged;
    }

    private void sendUntilAnswered(TaskManager tasks, String request) {
        while (true) {
            try {
                tasks.merge("shared", CACHE, Json.of(Map.of(request, 1)));
                return;
            } catch (RefusedException e) {
                assertThat(e.code())
                        .as(e.getMessage())
                        .isIn(RefusalCode.STORE_UNAVAILABLE, RefusalCode.UNKNOWN_OUTCOME);
                askedAgain.incrementAndGet();
            }
        }
    }

    private static void assertOnce(StoreAddress address, List<String> acknowledged) {
        try (Store store = Stores.open(address, Map.of(), InstantSource.system())) {
            store.read(reading -> {
                LogWalk walk = new LogWalk().to(reading, Long.MAX_VALUE);
                walk.assertIndexAgrees(reading);
                assertThat(walk.requests().keySet()).containsExactlyInAnyOrderElementsOf(acknowledged);
                assertThat(walk.position()).as("one event for each").isEqualTo(acknowledged.size() + 1);
                return true;
            });
        }
    }

    private static long head(StoreAddress address) {
        try (Store store = Stores.open(address, Map.of(), InstantSource.system())) {
            return store.<Long>read(reading -> reading.head().position());
        } catch (RefusedException e) {
            return 0;
        }
    }
}
