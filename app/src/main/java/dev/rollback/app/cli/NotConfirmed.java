package dev.rollback.app.cli;

/** Nobody said yes, so nothing was done. */
final class NotConfirmed extends RuntimeException {
    NotConfirmed(String message) {
        super(message);
    }
}
