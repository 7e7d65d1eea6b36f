package dev.rollback.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A row that is not as it should be.
 *
 * @param expected the row as it should be; null where there should be none
 * @param found the row as it is; null where there is none
 */
public record RowDifference(
        @Nullable TableRow expected, @Nullable TableRow found) {

    private static final int MOST_SHOWN = 80;

    /** Goes through both in the order of their keys; both must be in that order. */
    public static void each(
            Iterator<TableRow> expected, Iterator<TableRow> found, Consumer<RowDifference> differences) {
        TableRow left = next(expected);
        TableRow right = next(found);
        while (left != null || right != null) {
            int order = left == null ? 1 : right == null ? -1 : compare(left.key(), right.key());
            if (order != 0 || !Objects.equals(left, right)) {
                differences.accept(new RowDifference(order <= 0 ? left : null, order >= 0 ? right : null));
            }
            left = order <= 0 ? next(expected) : left;
            right = order >= 0 ? next(found) : right;
        }
    }

    /** The row's place. */
    public String place() {
        return row().place();
    }

    /** The expected row, or else the found one. */
    public TableRow row() {
        return Objects.requireNonNull(expected != null ? expected : found);
    }

    /** What is wrong, without its place. */
    public String sentence() {
        if (found == null) {
            return "is missing";
        } else if (expected == null) {
            return "should not be there";
        }
        String column = columns().get(0);
        return "%s is %s, and should be %s"
                .formatted(
                        String.join(", ", columns()),
                        shortened(found.values().get(column)),
                        shortened(expected.values().get(column)));
    }

    private static String shortened(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }

    /** The columns whose values differ; none where one of the rows is missing. */
    public List<String> columns() {
        List<String> columns = new ArrayList<>();
        if (expected != null && found != null) {
            expected.values().forEach((column, value) -> {
                if (!Objects.equals(value, found.values().get(column))) {
                    columns.add(column);
                }
            });
        }
        return columns;
    }

    private static @Nullable TableRow next(Iterator<TableRow> rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    /** As both databases compare the values of keys. */
    static int compare(List<Object> left, List<Object> right) {
        for (int i = 0; i < left.size(); i++) {
            int order = left.get(i) instanceof Long number && right.get(i) instanceof Long other
                    ? number.compareTo(other)
                    : Arrays.compareUnsigned(bytes(left.get(i)), bytes(right.get(i)));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static byte[] bytes(Object text) {
        return text.toString().getBytes(UTF_8);
    }
}
