package dev.rollback.cli.history;

import dev.rollback.api.ComponentName;
import dev.rollback.api.Difference;
import dev.rollback.api.json.Json;
import dev.rollback.cli.terminal.Style;
import dev.rollback.cli.terminal.Table;
import dev.rollback.cli.terminal.Text;
import dev.rollback.cli.terminal.TextWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values that are not the same, before and after. */
public final class DifferencesText {
    private static final int LONGEST_VALUE = 60;
    private static final String NOTHING = "(none)";

    private DifferencesText() {}

    /** One line each, long values cut short. */
    public static void rows(TextWriter paper, List<Difference> differences, String indent) {
        Table table = Table.ofFlexible(4);
        differences.forEach(difference -> table.row(
                place(difference),
                Style.BAD.of(shown(difference.before())),
                "→",
                Style.GOOD.of(shown(difference.after()))));
        table.print(paper, indent);
    }

    /** The place, then what was and what is, each whole and on a line of its own. */
    public static void lines(TextWriter paper, List<Difference> differences, String indent) {
        for (Difference difference : differences) {
            paper.line(indent + Text.line(place(difference)));
            line(paper, Style.BAD, indent + "  - ", difference.before());
            line(paper, Style.GOOD, indent + "  + ", difference.after());
        }
    }

    private static void line(TextWriter paper, Style style, String sign, @Nullable Json value) {
        if (value != null) {
            paper.line(style, sign + Text.line(value.text()));
        }
    }

    static String place(Difference difference) {
        return place(difference.component(), difference.path());
    }

    static String place(ComponentName component, String path) {
        return path.isEmpty() ? component.value() : component + " " + path;
    }

    static String shown(@Nullable Json value) {
        return value == null ? NOTHING : Text.cut(Text.line(value.text()), LONGEST_VALUE);
    }

    public static String change(@Nullable Object before, @Nullable Object after) {
        String from = before == null ? NOTHING : before.toString();
        String to = after == null ? NOTHING : after.toString();
        return Objects.equals(from, to) ? from : from + " → " + to;
    }
}
