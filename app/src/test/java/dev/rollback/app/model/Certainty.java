package dev.rollback.app.model;

/** What the specification says of a corner: one thing, the other, or nothing. */
enum Certainty {
    YES,
    NO,
    OPEN;

    static Certainty of(boolean holds) {
        return holds ? YES : NO;
    }
}
