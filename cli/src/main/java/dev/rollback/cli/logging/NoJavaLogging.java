package dev.rollback.cli.logging;

/**
 * Java's own logging as {@code co} has it: none. The PostgreSQL driver writes to it what a refusal says too, with stack
 * traces, past {@link Logging}. For {@code java.util.logging.config.class}.
 */
public final class NoJavaLogging {
    /** For Java's log manager, which then has no handlers. */
    public NoJavaLogging() {}
}
