package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainCommandTest {

    @Test
    void words_are_those_that_a_shell_would_make() {
        assertThat(PlainCommand.of("A='b c' D= co  x --data '{\"n\": 1}' \"it's\" a''b"))
                .contains(new PlainCommand(
                        Map.of("A", "b c", "D", ""), List.of("co", "x", "--data", "{\"n\": 1}", "it's", "ab")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "co log | wc",
                "co x > f",
                "co x; co y",
                "co \"$HOME\"",
                "co *.json",
                "co 'x",
                "co a\\ b",
                "co x &"
            })
    void what_means_something_to_a_shell_is_left_to_one(String line) {
        assertThat(PlainCommand.of(line)).isEmpty();
    }
}
