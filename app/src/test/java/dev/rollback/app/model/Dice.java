package dev.rollback.app.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Chances. */
record Dice(Random random) {

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    /** From 0 to below {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Each with this chance. */
    <T> List<T> some(List<T> of, int chance) {
        List<T> some = new ArrayList<>();
        for (T one : of) {
            if (percent(chance)) {
                some.add(one);
            }
        }
        return some;
    }

    /** What can happen, each with its weight. */
    static final class Choice<T> {
        private final TreeMap<Integer, Supplier<T>> byWeight = new TreeMap<>();
        private int sum;

        Choice<T> or(int weight, Supplier<T> what) {
            if (weight > 0) {
                byWeight.put(sum, what);
                sum += weight;
            }
            return this;
        }

        T draw(Dice dice) {
            return byWeight.floorEntry(dice.below(sum)).getValue().get();
        }
    }
}
