package dev.rollback.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BashLineTest {
    @Test
    void words_are_what_bash_would_make_of_them() {
        assertThat(words("co tasks show ")).containsExactly("tasks", "show", "");
        assertThat(words("co tasks  sh")).containsExactly("tasks", "sh");
        assertThat(words("co a\\ b 'c d' \"e \\\"f\" g'h'i j")).containsExactly("a b", "c d", "e \"f", "ghi", "j");
        assertThat(words("co 'un finished")).containsExactly("un finished");
        assertThat(words("co \"un\\finished")).containsExactly("un\\finished");
        assertThat(words("co '' ")).containsExactly("", "");
        assertThat(words("co ~/x ~x a~/")).containsExactly("/home/ann/x", "~x", "a~/");
        assertThat(words("co 日本\\ 語")).containsExactly("日本 語");
        assertThat(words("co trailing\\")).containsExactly("trailing");
    }

    @Test
    void what_stands_before_and_beside_the_command_is_none_of_its_words() {
        assertThat(words("ls; co tasks ")).containsExactly("tasks", "");
        assertThat(words("co x | co tasks ")).containsExactly("tasks", "");
        assertThat(words("co tasks 2>/dev/null list ")).containsExactly("tasks", "list", "");
        assertThat(BashLine.of("co list > fi", "").isRedirection()).isTrue();
        assertThat(BashLine.of("co list >fi", "").isRedirection()).isTrue();
        assertThat(BashLine.of("co list > file x", "").isRedirection()).isFalse();
        assertThat(BashLine.of("co", "").isName()).isTrue();
        assertThat(BashLine.of("co ", "").isName()).isFalse();
    }

    /** The line, what readline replaces of it, the word it is to become, and how that is written there. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '\0', delimiter = '|', textBlock = """
            co show m|m|my task|my\\ task
            co show my\\ t|my\\ t|my task|my\\ task
            co show 'my t|my t|my task|my task
            co show "my t|my t|my task|my task
            co show it|it|it's|it\\'s
            co show 'it|it|it's|it'\\''s
            co show "a|a|a"b$c`d\\e|a\\"b\\$c\\`d\\\\e
            co show "x|x|x!y|x"\\!"y
            co show x|x|x!y|x\\!y
            co show 1|1|12#2|12\\#2
            co show a:||a:b|b
            co show a:b|b|a:bc|bc
            co show a\\:b|a\\:b|a:bc|a:bc
            co --s=f|f|--s=failed|failed
            co show @l|@l|@latest|@latest
            co show 日|日|日本 語|日本\\ 語
            co show 'a b':||a b:c|c
            """)
    void a_word_is_written_as_the_line_has_begun_it(String line, String replaced, String value, String written) {
        assertThat(BashLine.of(line, "").written(value, replaced == null ? "" : replaced))
                .isEqualTo(written);
    }

    @Test
    void a_word_that_does_not_go_on_as_the_line_has_begun_is_not_written() {
        assertThat(BashLine.of("co show a:", "").written("b:c", "")).isNull();
    }

    private static List<String> words(String line) {
        return BashLine.of(line, "/home/ann").words();
    }
}
