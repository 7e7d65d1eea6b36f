package dev.rollback.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How far two words are from one another. */
class SpellingTest {
    @Test
    void counts_letters_added_left_out_changed_or_swapped() {
        assertThat(Spelling.distance("enabled", "enabled")).isZero();
        assertThat(Spelling.distance("enabled", "enable")).isEqualTo(1);
        assertThat(Spelling.distance("enabled", "eenabled")).isEqualTo(1);
        assertThat(Spelling.distance("enabled", "enabked")).isEqualTo(1);
        assertThat(Spelling.distance("enabled", "enalbed")).isEqualTo(1);
        assertThat(Spelling.distance("callback", "rollback")).isEqualTo(2);
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void of_words_of_very_different_length_only_that_is_said() {
        assertThat(Spelling.distance("a", "b".repeat(1_000_000))).isEqualTo(999_999);
    }

    @Test
    void shortens_without_cutting_a_character_in_two() {
        assertThat(Spelling.shortened("🎉".repeat(60))).isEqualTo("🎉".repeat(60));
        assertThat(Spelling.shortened("🎉".repeat(61))).isEqualTo("🎉".repeat(60) + "…");
    }
}
