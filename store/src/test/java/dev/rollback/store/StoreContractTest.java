package dev.rollback.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

class StoreContractTest {

    @Test
    void every_promise_fails_for_a_store_that_does_nothing() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(DoNothingContract.class))
                .execute()
                .testEvents();
        List<String> kept =
                tests.succeeded().stream().map(StoreContractTest::name).toList();
        assertThat(kept).as("promises that an empty store keeps").isEmpty();
        assertThat(tests.skipped().count()).isZero();
        assertThat(tests.failed().count()).isEqualTo(tests.started().count()).isGreaterThan(50);
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName();
    }
}
