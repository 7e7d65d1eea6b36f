package dev.rollback.app.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sequences of steps, each on a subject of its own; one that fails is made short and told as Java. */
final class RandomSequences {
    private static final int TRIES = Integer.getInteger("rollback.model.tries", 500);

    private final Supplier<Subject> subjects;
    private final Tally tally = new Tally();

    /** @param subjects each new and empty */
    RandomSequences(Supplier<Subject> subjects) {
        this.subjects = subjects;
    }

    /**
     * The sequence of a seed.
     *
     * @throws AssertionError which tells the seed and a short sequence that fails as well
     */
    void run(long seed, int steps) {
        run("seed %d of %d steps".formatted(seed, steps), Generator.steps(seed, steps));
    }

    /** The same for a given sequence. */
    void run(String name, List<Step> steps) {
        Optional<Throwable> failure = failure(steps, tally);
        if (failure.isPresent()) {
            Shrinker<Step> shrinker =
                    new Shrinker<>(tried -> failure(tried, new Tally()).isPresent(), Simpler::steps, TRIES);
            List<Step> shortest = shrinker.shrink(steps);
            Throwable last = failure(shortest, new Tally()).orElse(failure.get());
            throw new AssertionError(
                    "%s: %s%nas it was: %s%n%n%s"
                            .formatted(name, last.getMessage(), failure.get().getMessage(), StepText.lines(shortest)),
                    last);
        }
    }

    private Optional<Throwable> failure(List<Step> steps, Tally counted) {
        try (Subject subject = subjects.get()) {
            Run.of(steps, subject, counted);
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e);
        }
    }

    Tally tally() {
        return tally;
    }
}
