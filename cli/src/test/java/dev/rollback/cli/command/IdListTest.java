package dev.rollback.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdListTest {
    @Test
    void a_comma_separates_unless_a_backslash_escapes_it() {
        assertThat(IdList.split("x,y")).containsExactly("x", "y");
        assertThat(IdList.split("x\\,y,z")).containsExactly("x,y", "z");
        assertThat(IdList.split("x\\\\,y")).containsExactly("x\\", "y");
        assertThat(IdList.split("a\\b,c\\\\d")).as("no comma, no escape").containsExactly("a\\b", "c\\\\d");
        assertThat(IdList.split(",x,")).containsExactly("", "x", "");
    }

    @Test
    void every_id_can_be_named_exactly() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            List<String> ids = new ArrayList<>();
            for (int j = 0; j <= random.nextInt(3); j++) {
                StringBuilder id = new StringBuilder("i");
                random.ints(random.nextInt(7), 0, 4).forEach(next -> id.append(",\\ab".charAt(next)));
                ids.add(id.append('e').toString());
            }
            String text = String.join(",", ids.stream().map(IdList::escaped).toList());
            assertThat(IdList.split(text)).as(text).isEqualTo(ids);
            String last = IdList.escaped(ids.get(ids.size() - 1));
            assertThat(text.substring(IdList.lastBegin(text))).isEqualTo(last);
        }
    }
}
