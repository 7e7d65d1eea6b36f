package dev.rollback.app.model;

import dev.rollback.app.model.Happening.RollbackAsked;
import dev.rollback.app.model.Happening.RollbackRefused;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often each kind of step came to what: whether the sequences are interesting. */
final class Tally {
    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    void count(Step step, Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            count(step, "refused " + refused.code());
        } else {
            count(step, ((Outcome.Done) outcome).entries() > 0 ? "done" : "done without a trace");
        }
    }

    /** What follows by itself. */
    void count(Forecast forecast, Outcome outcome) {
        if (forecast.done() == null || !(outcome instanceof Outcome.Done)) {
            return;
        }
        for (Happening next : forecast.done().after()) {
            if (next instanceof RollbackAsked) {
                count("by itself done");
            } else if (next instanceof RollbackRefused refused) {
                count("by itself refused " + refused.code());
            }
        }
    }

    void count(Step step, String outcome) {
        count(kind(step) + " " + outcome);
    }

    private static String kind(Step step) {
        if (step instanceof Step.Request request) {
            return "Request of " + kind(request.step());
        } else if (step instanceof Step.Do verb) {
            return verb.verb().name();
        } else if (step instanceof Step.Back back) {
            return "Back " + back.target().strategy();
        }
        return step.getClass().getSimpleName();
    }

    synchronized long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** All that begins with this. */
    synchronized long ofAll(String beginning) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(beginning))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public synchronized String toString() {
        return counts.entrySet().stream()
                .map(entry -> "%7d %s".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
