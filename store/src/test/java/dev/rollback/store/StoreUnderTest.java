package dev.rollback.store;

import java.util.List;
import java.util.function.Function;

/** What the parts of {@link StoreContract} need: a store that was empty when the test began. */
interface StoreUnderTest {
    Store store();

    TestClock clock();

    /** Closes the store and opens it again, with other options. */
    Store reopen(Function<StoreOptions, StoreOptions> options);

    default Appended append(AppendUnit unit) {
        return store().append(unit);
    }

    default List<StoredEvent> log() {
        return store().read(reading -> reading.after(0, Integer.MAX_VALUE));
    }

    default LogHead head() {
        return store().read(Reading::head);
    }
}
