package dev.rollback.api.json;

/**
 * How much JSON is accepted. Depth and number length may be tightened but not widened: the rest of the product relies
 * on them.
 *
 * @param maxBytes size of a whole document in UTF-8
 * @param maxDepth how many arrays and objects may lie inside one another
 * @param maxNumberLength characters of a number, as it is spelled and as it would be without an exponent
 */
public record JsonLimits(int maxBytes, int maxDepth, int maxNumberLength) {
    /** 16 MiB, 512 levels, 1,000 characters. */
    public static final JsonLimits DEFAULT = new JsonLimits(16 << 20, 512, 1_000);

    public JsonLimits {
        requireBetween(1, maxBytes, Integer.MAX_VALUE, "maxBytes");
        requireBetween(1, maxDepth, 512, "maxDepth");
        requireBetween(1, maxNumberLength, 1_000, "maxNumberLength");
    }

    public JsonLimits withMaxBytes(int bytes) {
        return new JsonLimits(bytes, maxDepth, maxNumberLength);
    }

    private static void requireBetween(int least, int value, int most, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }
}
