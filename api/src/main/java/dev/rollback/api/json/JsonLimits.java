package dev.rollback.api.json;

/**
 * How much JSON is accepted. What is handed in ({@link #DEFAULT}, {@link #DOCUMENT}) is held to narrower limits than what the
 * product wrote itself ({@link #STORED}): an event, a document and an answer put levels and bytes around a value, and
 * whatever was accepted once can be read for good.
 *
 * @param maxBytes size of a whole document in UTF-8
 * @param maxDepth how many arrays and objects may lie inside one another
 * @param maxNumberLength digits and point of a number written without an exponent; as it is spelled, {@link #SPELLING} more
 */
public record JsonLimits(int maxBytes, int maxDepth, int maxNumberLength) {
    /** What spelling may add to a number: its sign, a point and an exponent. */
    public static final int SPELLING = 16;

    private static final int DEEPEST = 1_200;
    private static final int LONGEST_NUMBER = 1_000;

    /** A value that is handed in, and the content of a component: 16 MiB, 512 levels, numbers of 1,000 characters. */
    public static final JsonLimits DEFAULT = new JsonLimits(16 << 20, 512, LONGEST_NUMBER);

    /** A Task Master file, whose tasks are components each: 64 MiB, 1,024 levels. */
    public static final JsonLimits DOCUMENT = new JsonLimits(64 << 20, 1_024, LONGEST_NUMBER);

    /** What the product wrote itself: any size, 1,200 levels. */
    public static final JsonLimits STORED = new JsonLimits(Integer.MAX_VALUE, DEEPEST, LONGEST_NUMBER);

    public JsonLimits {
        requireBetween(1, maxBytes, Integer.MAX_VALUE, "maxBytes");
        requireBetween(1, maxDepth, DEEPEST, "maxDepth");
        requireBetween(1, maxNumberLength, LONGEST_NUMBER, "maxNumberLength");
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
