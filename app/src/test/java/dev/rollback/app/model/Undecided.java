package dev.rollback.app.model;

/** A corner of which the specification does not say what happens, and what happens could not be followed. */
final class Undecided extends RuntimeException {
    Undecided(String message) {
        super(message);
    }
}
