package dev.rollback.engine.board;

import dev.rollback.engine.board.TextTemplate.Part;
import org.jspecify.annotations.Nullable;

/**
 * The white space that a layout has in one object or array.
 *
 * @param first before the first part
 * @param next before each other one
 * @param last after the last one
 */
record Spacing(String first, String next, String colon, String last) {

    /** @param scalars whether it holds nothing but scalars */
    static Spacing of(FileLayout layout, boolean object, boolean scalars, int depth) {
        if (layout.indent() == null || (!object && scalars && layout.inlineArrays())) {
            return new Spacing("", layout.space(), layout.colon(), "");
        }
        String line = layout.line(depth + 1);
        return new Spacing(line, line, layout.colon(), layout.line(depth));
    }

    String lead(int index) {
        return index == 0 ? first : next;
    }

    String end(int index, int size) {
        return index == size - 1 ? last : "";
    }

    /** Without what is as this says. */
    Part without(Part part, int index, int size) {
        return new Part(
                unless(part.lead(), lead(index)),
                part.key(),
                unless(part.colon(), colon),
                part.value(),
                unless(part.end(), end(index, size)));
    }

    private static @Nullable String unless(@Nullable String raw, String usual) {
        return usual.equals(raw) ? null : raw;
    }
}
