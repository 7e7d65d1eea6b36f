package dev.rollback.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.rollback.cli.terminal.HostileText;
import dev.rollback.cli.terminal.PrintableOutput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogLineTest {
    @Test
    void a_log_is_one_line_without_what_steers() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream err = new PrintableOutput(printed).stream();
        Logger logger = new LoggerContext().getLogger("a.b.Name");
        LoggingEvent event = new LoggingEvent(
                "here",
                logger,
                Level.WARN,
                "said " + HostileText.ALL + "\nand more",
                new IllegalStateException(HostileText.ALL),
                new Object[0]);
        err.print(new LogLine(false).doLayout(event));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .hasLineCount(1)
                .contains("WARN  Name said x\\u001b", "\\nand more", "CO_DEBUG=1")
                .doesNotContain("\tat ", "\u001b");
        assertThat(new LogLine(true).doLayout(event)).contains("\tat ");
    }
}
