package dev.rollback.store;

/** Not a test by itself: {@link StoreContractTest} runs it to see it fail. */
class DoNothingContract extends StoreContract {
    @Override
    protected Store open(StoreOptions options) {
        return new DoNothingStore();
    }
}
