package dev.rollback.engine.log;

import org.jspecify.annotations.Nullable;

/** The positions above {@code from}, up to {@code to}. */
record Range(long from, long to) {
    Range {
        to = Math.max(from, to);
    }

    boolean contains(long position) {
        return position > from && position <= to;
    }

    long size() {
        return to - from;
    }

    /** What is left of it after {@code position}, read in this direction. */
    Range beyond(@Nullable Long position, boolean upwards) {
        if (position == null) {
            return this;
        }
        return upwards ? new Range(Math.max(from, position), to) : new Range(from, Math.min(to, position - 1));
    }
}
