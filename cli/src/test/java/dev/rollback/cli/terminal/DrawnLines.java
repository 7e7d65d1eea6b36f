package dev.rollback.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Reads a drawing as a person does: from a node along the line, to the node that it leads to. */
public final class DrawnLines {
    private static final String NODES = "o+*<x";
    private static final int NOWHERE = -1;

    private final List<String> rows;

    public DrawnLines(List<String> rows) {
        this.rows = rows;
    }

    /** The rows that this row's node leads down to, its own line's first; without those below the drawing's end. */
    public List<Integer> from(int row) {
        int own = column(row);
        int left = own;
        while (at(row, left - 1) == '-') {
            left -= 2;
        }
        List<Integer> found = new ArrayList<>(); // a node that is led over to the left does not go on downwards
        add(found, follow(row + 1, left));
        int right = own;
        int opened = NOWHERE;
        while (at(row, right + 1) == '-') {
            right += 2;
            opened = at(row, right) == '.' ? right : opened;
        }
        if (opened != NOWHERE) {
            add(found, follow(row + 1, opened));
        } else if (right > own && at(row, right) == '|') {
            add(found, follow(row + 1, right));
        }
        return found;
    }

    /** The column of the row's node. */
    public int column(int row) {
        for (int column = 0; column < rows.get(row).length(); column += 2) {
            if (NODES.indexOf(at(row, column)) >= 0) {
                return column;
            }
        }
        throw new AssertionError("no node in '" + rows.get(row) + "'");
    }

    private int follow(int from, int column) {
        for (int row = from; row < rows.size(); row++) {
            char there = at(row, column);
            if (there == '\'' || NODES.indexOf(there) >= 0) {
                return row;
            } else if (there != '|') {
                return NOWHERE;
            }
        }
        return NOWHERE;
    }

    private static void add(List<Integer> found, int row) {
        if (row != NOWHERE) {
            found.add(row);
        }
    }

    private char at(int row, int column) {
        String text = rows.get(row);
        return column < 0 || column >= text.length() ? ' ' : text.charAt(column);
    }
}
