package dev.rollback.cli.terminal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The lines beside a history that is told newest first, one row for each of its nodes. The line of the first node is the
 * leftmost, all the way down. A line that goes on from where one to its left goes too is led over to that one at once, so
 * that few lines stand side by side.
 */
public final class GraphRenderer {
    /** One node. {@code lane} says on which line, counted from the left; of a node beside all lines, it is -1. */
    public record Row(String text, int lane) {}

    /** The numbers that lines go on with, by lane; null where a lane is free. */
    private final List<@Nullable Long> next = new ArrayList<>();

    /** The lane of which the line has ended in the row before; directly below, another one would seem to go on. */
    private int ended = -1;

    /**
     * The row of a node, which stands on the lines that go on with one of its numbers, or begins a new one.
     *
     * @param low and {@code high}: its numbers
     * @param parents the numbers that it goes on with, at most two, its own line's first; with none, its line ends
     */
    public Row node(char glyph, long low, long high, List<Long> parents) {
        TreeSet<Integer> here = new TreeSet<>();
        for (int lane = 0; lane < next.size(); lane++) {
            Long number = next.get(lane);
            if (number != null && number >= low && number <= high) {
                here.add(lane);
            }
        }
        int own = here.isEmpty() ? free(next.isEmpty() ? 0 : 1, Set.of()) : here.first();
        List<@Nullable Long> before = new ArrayList<>(next);
        here.forEach(lane -> next.set(lane, null));
        here.remove(own);
        Set<Integer> joined = new HashSet<>();
        Set<Integer> opened = new HashSet<>();
        if (!parents.isEmpty()) {
            goOn(own, parents.get(0), joined);
            parents.stream().skip(1).forEach(parent -> branch(own, parent, here, joined, opened));
        }
        ended = parents.isEmpty() ? own : -1;
        return new Row(draw(glyph, own, before, here, joined, opened), own);
    }

    /** The row of something that belongs to no line: not where the next one may begin, either. */
    public Row beside(char glyph) {
        List<@Nullable Long> before = new ArrayList<>(next);
        while (!before.isEmpty() && before.get(before.size() - 1) == null) {
            before.remove(before.size() - 1);
        }
        int place = Math.max(before.size(), ended) + 1;
        ended = -1;
        return new Row(draw(glyph, place, before, Set.of(), Set.of(), Set.of()), -1);
    }

    private void goOn(int own, long parent, Set<Integer> joined) {
        int there = next.indexOf(parent);
        if (there >= 0 && there < own) {
            joined.add(there);
            return;
        }
        next.set(own, parent);
    }

    private void branch(int own, long parent, SortedSet<Integer> ends, Set<Integer> joined, Set<Integer> opened) {
        int there = next.indexOf(parent);
        if (there == own) {
            return;
        }
        // in the middle it would look like a line that only passes
        if (there > own && (ends.isEmpty() || there > ends.last())) {
            joined.add(there);
            return;
        }
        int lane = free(own + 1, ends);
        next.set(lane, parent);
        opened.add(lane);
    }

    private int free(int from, Set<Integer> taken) {
        for (int lane = from; lane < next.size(); lane++) {
            if (next.get(lane) == null && lane != ended && !taken.contains(lane)) {
                return lane;
            }
        }
        while (next.size() < from) {
            next.add(null);
        }
        next.add(null);
        return next.size() - 1;
    }

    /**
     * {@code '} where a line ends at the node, {@code .} where one begins, {@code |} where one passes, or is joined if it
     * is the last that the node reaches.
     */
    private static String draw(
            char glyph,
            int own,
            List<@Nullable Long> before,
            Set<Integer> ends,
            Set<Integer> joined,
            Set<Integer> opened) {
        TreeSet<Integer> touched = new TreeSet<>(ends);
        touched.addAll(joined);
        touched.addAll(opened);
        touched.add(own);
        StringBuilder row = new StringBuilder();
        for (int lane = 0; lane < Math.max(before.size(), touched.last() + 1); lane++) {
            boolean within = lane > touched.first() && lane <= touched.last();
            row.append(lane == 0 ? "" : within ? "-" : " ");
            if (lane == own) {
                row.append(glyph);
            } else if (ends.contains(lane)) {
                row.append('\'');
            } else if (opened.contains(lane)) {
                row.append('.');
            } else if (lane < before.size() && before.get(lane) != null) {
                row.append('|');
            } else {
                row.append(within ? '-' : ' ');
            }
        }
        return row.toString().stripTrailing();
    }
}
