package dev.rollback.store;

import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every store promises, one sentence a test. A store's own test extends this and says how it is opened. Each test
 * fails against a store that accepts everything and keeps nothing: {@code StoreContractTest} proves it.
 */
@Timeout(60)
public abstract class StoreContract
        implements LogContract,
                IndexContract,
                GraphContract,
                ManyContract,
                TextContract,
                RefusalContract,
                ReadingContract,
                TurnContract,
                SafetyContract,
                GuardContract,
                HoldContract,
                MonitorContract {
    private final TestClock clock = new TestClock();
    private Store store = new DoNothingStore();

    /** Opens the test's store; the first time it is empty, then it holds what was written before. */
    protected abstract Store open(StoreOptions options);

    @BeforeEach
    void openStore() {
        store = open(StoreOptions.of(clock));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Override
    public Store reopen(Function<StoreOptions, StoreOptions> options) {
        store.close();
        store = open(options.apply(StoreOptions.of(clock)));
        return store;
    }
}
