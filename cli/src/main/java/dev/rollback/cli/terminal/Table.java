package dev.rollback.cli.terminal;

import dev.rollback.cli.terminal.Style.Styled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aligned columns. A heading that begins with {@code ~} names a column that is cut short where a line is too long. */
public final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 12;

    /** Of a flexible column, however wide the place is: a text of any size is no table's. */
    private static final int WIDEST = 500;

    private final List<List<Styled>> rows = new ArrayList<>();
    private final List<Boolean> flexible = new ArrayList<>();

    public Table(String... headings) {
        for (String heading : headings) {
            flexible.add(heading.startsWith("~"));
        }
        rows.add(Arrays.stream(headings)
                .map(heading -> Style.BOLD.of(heading.replace("~", "")))
                .toList());
    }

    /** Pairs of name and value. */
    public static Table ofFacts() {
        Table table = new Table();
        table.rows.clear();
        return table;
    }

    /** Without headings, of columns that may all be cut short. */
    public static Table ofFlexible(int columns) {
        Table table = ofFacts();
        for (int i = 0; i < columns; i++) {
            table.flexible.add(true);
        }
        return table;
    }

    public Table row(@Nullable Object... cells) {
        rows.add(Arrays.stream(cells).map(Table::cell).toList());
        return this;
    }

    /** A row of name and value, left out where there is no value. */
    public Table fact(String name, @Nullable Object value) {
        return value == null ? this : row(Style.BOLD.of(name + ":"), value);
    }

    public void print(TextWriter paper, String indent) {
        int[] widths = widths();
        fit(widths, paper.columns() - indent.length());
        for (List<Styled> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            int gap = 0;
            for (int i = 0; i < row.size(); i++) {
                Styled cell = row.get(i);
                String text = flexible(i) ? Text.cut(cell.text(), widths[i]) : cell.text();
                if (!text.isEmpty()) {
                    line.append(" ".repeat(gap)).append(cell.style().on(text, paper.coloured()));
                    gap = 0;
                }
                gap += widths[i] - Text.width(text) + GAP.length();
            }
            paper.out().println(line);
        }
    }

    private static Styled cell(@Nullable Object cell) {
        if (cell instanceof Styled styled) {
            return styled.style().of(Text.line(styled.text()));
        }
        return Style.PLAIN.of(cell == null ? "-" : Text.line(cell.toString()));
    }

    private int[] widths() {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (List<Styled> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int wide = Text.width(row.get(i).text());
                widths[i] = Math.max(widths[i], flexible(i) ? Math.min(wide, WIDEST) : wide);
            }
        }
        return widths;
    }

    /** Takes from the widest flexible column until all fits, or nothing is left to take. */
    private void fit(int[] widths, int columns) {
        int excess = columns <= 0 ? 0 : Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - columns;
        while (excess-- > 0) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (flexible(i) && widths[i] > NARROWEST && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private boolean flexible(int column) {
        return column < flexible.size() && flexible.get(column);
    }
}
