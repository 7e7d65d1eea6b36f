package dev.rollback.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphRendererTest {
    @Test
    void lines_that_go_on_from_the_same_node_share_the_way_there() {
        GraphRenderer lanes = new GraphRenderer();
        List<String> rows = new ArrayList<>();
        // three times back to node 1, with work in between
        rows.add(lanes.node('<', 8, 8, List.of(1L)).text());
        for (long node = 7; node >= 1; node--) {
            boolean back = node == 6 || node == 4;
            rows.add(lanes.node(back ? '<' : 'o', node, node, List.of(back ? 1L : node - 1))
                    .text());
        }
        assertThat(rows).containsExactly("<", "| o", "|-<", "| o", "|-<", "| o", "|-o", "o");
    }

    @Test
    void what_belongs_to_no_line_stands_apart_from_them_all() {
        GraphRenderer lanes = new GraphRenderer();
        assertThat(lanes.beside('x')).isEqualTo(new GraphRenderer.Row("  x", -1));
        assertThat(lanes.node('o', 3, 3, List.of(1L)).text()).isEqualTo("o");
        assertThat(lanes.node('o', 2, 2, List.of()).text()).isEqualTo("| o");
        assertThat(lanes.beside('x').text())
                .as("not where a line has just ended")
                .isEqualTo("|   x");
        assertThat(lanes.beside('x').text()).as("nor where one may begin").isEqualTo("|   x");
        assertThat(lanes.node('o', 1, 1, List.of()).text()).isEqualTo("o");
        assertThat(lanes.node('o', 0, 0, List.of()))
                .as("the leftmost line has ended and stays empty")
                .isEqualTo(new GraphRenderer.Row("  o", 1));
    }

    @Test
    void whatever_the_history_its_lines_lead_where_they_should() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<List<Long>> parents = history(random, 3 + random.nextInt(25));
            GraphRenderer lanes = new GraphRenderer();
            List<String> rows = new ArrayList<>();
            for (int node = parents.size() - 1; node >= 0; node--) {
                rows.add(lanes.node('o', node, node, parents.get(node)).text());
            }
            DrawnLines drawn = new DrawnLines(rows);
            for (int row = 0; row < rows.size(); row++) {
                List<Integer> expected = new ArrayList<>();
                for (long parent : parents.get(parents.size() - 1 - row)) {
                    expected.add(parents.size() - 1 - (int) parent);
                }
                assertThat(drawn.from(row))
                        .as("seed %d, row %d of%n%s", seed, row, String.join("\n", rows))
                        .isEqualTo(expected);
            }
        }
    }

    /** Each node goes on from the one before, or from any, and now and then from another one too. */
    private static List<List<Long>> history(Random random, int size) {
        List<List<Long>> parents = new ArrayList<>();
        boolean branching = random.nextBoolean();
        for (int node = 0; node < size; node++) {
            Set<Long> of = new LinkedHashSet<>();
            if (node > 0 && random.nextInt(20) > 0) {
                of.add(!branching || random.nextInt(3) > 0 ? node - 1L : random.nextInt(node));
                if (!branching && random.nextInt(3) == 0) {
                    of.add((long) random.nextInt(node));
                }
            }
            parents.add(List.copyOf(of));
        }
        return parents;
    }
}
