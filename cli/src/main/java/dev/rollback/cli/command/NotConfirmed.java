package dev.rollback.cli.command;

/** Nobody said yes, so nothing was done. */
public final class NotConfirmed extends RuntimeException {
    public NotConfirmed(String message) {
        super(message);
    }
}
