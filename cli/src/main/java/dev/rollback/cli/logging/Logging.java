package dev.rollback.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Logs of {@code co} go to standard error, from WARN on, each in one line; {@code CO_LOG=debug} tells the story of a
 * rollback, {@code CO_DEBUG=1} shows stack traces. Logback's service loader finds this in every process, and it keeps out of
 * all but {@code co}'s own: a library leaves logging to its host.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    public static final String SWITCH = "co.logging";

    /** Where the engine tells the story of each rollback. */
    private static final String STORY = "rollback";

    /** For the service loader. */
    public Logging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (!Boolean.getBoolean(SWITCH)) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        LogLine layout = new LogLine("1".equals(System.getenv("CO_DEBUG")));
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger("ROOT").setLevel(Level.WARN);
        context.getLogger("ROOT").addAppender(appender);
        // A task that cannot be loaded is told of by the refusal.
        context.getLogger("org.axonframework.modelling.command.AbstractRepository")
                .setLevel(Level.ERROR);
        context.getLogger(STORY).setLevel(Level.toLevel(System.getenv("CO_LOG"), Level.WARN));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
