package dev.rollback.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TypedWordsTest {
    private static final String JVM = "java\0-jar\0rollback-cli.jar\0";

    @Test
    void words_that_are_no_utf_8_are_refused_naming_their_bytes() {
        TypedWords typed = of("UTF-8", bytes(JVM, "tasks\0start\0", "a\u00ffb\0"), "tasks", "start", "a\uFFFDb");
        assertThat(typed.refusal()).startsWith("'a\\xffb' is no text in UTF-8");
    }

    @Test
    void a_word_that_has_the_replacement_character_itself_is_taken() {
        TypedWords typed = of("UTF-8", (JVM + "tasks\0show\0a\uFFFDb\0").getBytes(UTF_8), "tasks", "show", "a\uFFFDb");
        assertThat(typed.refusal()).isNull();
        assertThat(typed.words()).containsExactly("tasks", "show", "a\uFFFDb");
    }

    @Test
    void words_are_what_was_typed_where_java_read_them_as_ascii() {
        TypedWords typed =
                of("ANSI_X3.4-1968", (JVM + "tasks\0show\0\0部署\0").getBytes(UTF_8), "tasks", "show", "", "??????");
        assertThat(typed.words()).containsExactly("tasks", "show", "", "部署");
        for (String encoding : List.of("ANSI_X3.4-1968", "US-ASCII", "utf8", "")) {
            assertThat(of(encoding, bytes(JVM, "a\u00ff\0"), "a?").refusal())
                    .as(encoding)
                    .startsWith("'a\\xff' is no text in UTF-8");
        }
    }

    @Test
    void words_in_another_encoding_of_the_locale_stay_as_java_read_them() {
        TypedWords typed = of("ISO-8859-1", bytes("tasks\0", "caf\u00e9\0"), "tasks", "café");
        assertThat(typed.refusal()).isNull();
        assertThat(typed.words()).containsExactly("tasks", "café");
        assertThat(TypedWords.of(List.of("status"), null, bytes("CO_ACTOR=caf\u00e9\0"), "ISO-8859-1")
                        .refusal())
                .isNull();
    }

    @Test
    void where_the_system_does_not_tell_the_bytes_a_replaced_character_is_refused() {
        assertThat(of("UTF-8", null, "tasks", "a\uFFFDb").refusal()).contains("a\uFFFDb is no text in UTF-8");
        assertThat(of("UTF-8", null, "tasks", "ab").refusal()).isNull();
        assertThat(of("UTF-8", "other\0words\0".getBytes(UTF_8), "tasks", "a\uFFFD")
                        .refusal())
                .isNotNull();
    }

    @Test
    void a_variable_of_the_program_that_is_no_utf_8_is_refused() {
        byte[] environment = bytes("HOME=/\u00ff\0", "CO_ACTOR=a\u00ff\0");
        assertThat(TypedWords.of(List.of("status"), null, environment, "UTF-8").refusal())
                .startsWith("the environment's 'CO_ACTOR=a\\xff' is no text");
        assertThat(TypedWords.of(List.of("status"), null, bytes("HOME=/\u00ff\0"), "UTF-8")
                        .refusal())
                .isNull();
    }

    private static TypedWords of(String encoding, byte @Nullable [] commandLine, String... decoded) {
        return TypedWords.of(List.of(decoded), commandLine, null, encoding);
    }

    private static byte[] bytes(String... parts) {
        return String.join("", parts).getBytes(ISO_8859_1);
    }
}
