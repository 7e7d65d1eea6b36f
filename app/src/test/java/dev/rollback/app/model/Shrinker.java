package dev.rollback.app.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes a failing sequence short: drops steps, in large pieces first, then puts simpler ones in their place. */
final class Shrinker<T> {
    private final Predicate<List<T>> fails;
    private final Function<T, List<T>> simpler;
    private int triesLeft;

    /** @param tries after so many runs of {@code fails} it stops with what it has */
    Shrinker(Predicate<List<T>> fails, Function<T, List<T>> simpler, int tries) {
        this.fails = fails;
        this.simpler = simpler;
        this.triesLeft = tries;
    }

    /** @param failing fails, and so does what is returned */
    List<T> shrink(List<T> failing) {
        List<T> shortest = failing;
        while (triesLeft > 0) {
            List<T> shorter = simplified(dropped(shortest));
            if (shorter.equals(shortest)) {
                return shortest;
            }
            shortest = shorter;
        }
        return shortest;
    }

    private List<T> dropped(List<T> steps) {
        List<T> kept = steps;
        for (int piece = Math.max(1, steps.size() / 2); piece >= 1; piece /= 2) {
            // From the end: what comes later is needed less often.
            for (int end = kept.size(); end > 0; end -= piece) {
                List<T> tried = new ArrayList<>(kept);
                tried.subList(Math.max(0, end - piece), end).clear();
                if (stillFails(tried)) {
                    kept = tried;
                }
            }
        }
        return kept;
    }

    private List<T> simplified(List<T> steps) {
        List<T> kept = new ArrayList<>(steps);
        for (int place = 0; place < kept.size(); place++) {
            boolean again = true;
            while (again) {
                again = simplifiedAt(kept, place);
            }
        }
        return kept;
    }

    private boolean simplifiedAt(List<T> steps, int place) {
        for (T other : simpler.apply(steps.get(place))) {
            List<T> tried = new ArrayList<>(steps);
            tried.set(place, other);
            if (stillFails(tried)) {
                steps.set(place, other);
                return true;
            }
        }
        return false;
    }

    private boolean stillFails(List<T> steps) {
        return triesLeft-- > 0 && fails.test(steps);
    }
}
