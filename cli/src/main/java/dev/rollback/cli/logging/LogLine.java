package dev.rollback.cli.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.rollback.cli.terminal.Text;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A log of {@code co} as a person at a terminal reads it: one line, without the stack trace of what failed. */
final class LogLine extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final boolean traces;

    /** @param traces whether stack traces follow */
    LogLine(boolean traces) {
        this.traces = traces;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        LocalTime time = LocalTime.ofInstant(event.getInstant(), ZoneId.systemDefault());
        String name = event.getLoggerName();
        IThrowableProxy failure = event.getThrowableProxy();
        String line = "%s %-5s %s %s%s"
                .formatted(
                        TIME.format(time),
                        event.getLevel(),
                        name.substring(name.lastIndexOf('.') + 1),
                        event.getFormattedMessage(),
                        failure == null ? "" : " (%s; CO_DEBUG=1 shows where)".formatted(failure.getMessage()));
        return Text.line(line) + "\n" + (traces && failure != null ? ThrowableProxyUtil.asString(failure) + "\n" : "");
    }
}
