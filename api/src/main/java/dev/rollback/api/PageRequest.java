package dev.rollback.api;

/** Which part of a long answer: {@code limit} items (1 to 10,000) after skipping {@code offset}. */
public record PageRequest(int offset, int limit) {
    public PageRequest {
        if (offset < 0 || limit < 1 || limit > 10_000) {
            throw Names.invalid(
                    "a page has an offset of 0 or more and a limit from 1 to 10000, not %d and %d", offset, limit);
        }
    }

    public static PageRequest first(int limit) {
        return new PageRequest(0, limit);
    }
}
