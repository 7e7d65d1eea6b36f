package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** All but the how-tos, which have a class of their own, so that two processes share the work. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ConsoleSessionsTest {

    @TestFactory
    List<DynamicTest> every_console_session_prints_what_its_document_says(@TempDir Path temporary) {
        return ConsoleSessions.of(document -> !ConsoleSessions.isHowTo(document), temporary);
    }

    @Test
    void another_answer_is_noticed() {
        assertThat("a b c\nx\ny\nz").matches(ConsoleSessions.pattern("a … c\n…\nz"));
        assertThat("a b c\nz").matches(ConsoleSessions.pattern("a b c\n…\nz"));
        assertThat("a b c\nx\nz").doesNotMatch(ConsoleSessions.pattern("a … c\nz"));
        assertThat("abc").doesNotMatch(ConsoleSessions.pattern("a.c"));
    }
}
