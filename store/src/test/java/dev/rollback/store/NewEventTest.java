package dev.rollback.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewEventTest {
    private static final byte[] NONE = {};

    @Test
    void refuses_names_that_a_database_would_keep_as_others_than_were_hashed() {
        for (String name : List.of("a\0b", "\0", "a\uD800b")) {
            assertRefused(name, "task.TaskStarted", "1");
            assertRefused("task/a", name, "1");
            assertRefused("task/a", "task.TaskStarted", name);
        }
    }

    @Test
    void refuses_a_stream_whose_name_is_too_long_to_be_found_quickly() {
        assertRefused("x".repeat(2_501), "task.TaskStarted", "1");
        assertRefused("\uD83D\uDE00".repeat(626), "task.TaskStarted", "1");
        assertThat(event("\uD83D\uDE00".repeat(625), "task.TaskStarted", "1").stream())
                .hasSize(1_250);
    }

    private static void assertRefused(String stream, String name, String revision) {
        assertThatThrownBy(() -> event(stream, name, revision))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.INVALID_INPUT));
    }

    private static NewEvent event(String stream, String name, String revision) {
        return new NewEvent(stream, 0, name, revision, NONE, NONE);
    }
}
