package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is refused says what helps as data; a command or an option of {@code co} is said by {@code co} alone. */
class MessagesTest {
    private static final List<String> BELOW_THE_DOORS = List.of("api", "store", "engine", "projections", "app");

    /** In a text, and not the whole of one: settings know their option's name. */
    private static final Pattern COMMAND =
            Pattern.compile("\"[^\"]*('co [a-z]|\\bco (init|trust)\\b| --[a-z])[^\"]*\"");

    @Test
    void no_message_below_the_doors_names_a_command() throws IOException {
        for (String module : BELOW_THE_DOORS) {
            try (Stream<Path> files = Files.walk(Documents.ROOT.resolve(module + "/src/main/java"))) {
                List<Path> sources =
                        files.filter(file -> file.toString().endsWith(".java")).toList();
                assertThat(sources).isNotEmpty();
                sources.forEach(source -> assertThat(Documents.read(source).lines())
                        .as("%s", source)
                        .noneMatch(line -> COMMAND.matcher(line).find()));
            }
        }
    }

    @Test
    void a_command_in_a_message_is_noticed() {
        assertThat(COMMAND.matcher("\"no store. Run 'co init' to make one.\"").find())
                .isTrue();
        assertThat(COMMAND.matcher("\"it is there. Or --force.\"").find()).isTrue();
        assertThat(COMMAND.matcher("named(\"CO_STORE\", \"--store\")").find()).isFalse();
    }
}
