package dev.rollback.docs;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class HowToSessionsTest {

    @TestFactory
    List<DynamicTest> every_console_session_prints_what_its_how_to_says(@TempDir Path temporary) {
        return ConsoleSessions.of(ConsoleSessions::isHowTo, temporary);
    }
}
