package dev.rollback.store;

/**
 * How much of a long series of trials is run: a fraction in each build, all of it with {@code -Pthorough}. Who prints a
 * seed can be run again with {@code -Dtest.seed}.
 */
public final class Campaign {
    private static final int SCALE = Integer.getInteger("test.scale", 1);
    private static final int THOROUGH = 10;

    private Campaign() {}

    /** @param inFull with {@code -Pthorough}; more or less of it with another {@code -Dtest.scale} than its 10 */
    public static int trials(int inEachBuild, int inFull) {
        return isThorough() ? Math.max(inEachBuild, inFull * SCALE / THOROUGH) : inEachBuild;
    }

    public static boolean isThorough() {
        return SCALE > 1;
    }
}
