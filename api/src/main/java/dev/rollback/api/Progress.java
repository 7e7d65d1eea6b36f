package dev.rollback.api;

/** Hears how far a long work has come. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (what, done, all) -> {};

    /** @param what is being done, as a word; {@code done} of {@code all} steps of that */
    void at(String what, long done, long all);
}
