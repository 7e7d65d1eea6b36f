package dev.rollback.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is logged while it is open, by whichever thread, with some loggers on other levels than usual. */
final class Lines implements AutoCloseable {
    record Line(String logger, Level level, String text) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final List<Runnable> undo = new ArrayList<>();

    Lines(Map<String, Level> levels) {
        Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Listening appender = new Listening();
        appender.start();
        root.addAppender(appender);
        undo.add(() -> root.detachAppender(appender));
        levels.forEach((name, level) -> {
            Level before = logger(name).getLevel();
            undo.add(() -> logger(name).setLevel(before));
            logger(name).setLevel(level);
        });
    }

    List<Line> all() {
        return List.copyOf(lines);
    }

    List<String> of(String logger) {
        return lines.stream()
                .filter(line -> line.logger().equals(logger))
                .map(Line::text)
                .toList();
    }

    void clear() {
        lines.clear();
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private static String text(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(event.getFormattedMessage());
        append(event.getThrowableProxy(), text);
        return text.toString();
    }

    private static void append(IThrowableProxy failure, StringBuilder text) {
        if (failure == null) {
            return;
        }
        text.append('\n').append(failure.getClassName()).append(": ").append(failure.getMessage());
        append(failure.getCause(), text);
        for (IThrowableProxy suppressed : failure.getSuppressed()) {
            append(suppressed, text);
        }
    }

    private final class Listening extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(new Line(event.getLoggerName(), event.getLevel(), text(event)));
        }
    }
}
