package dev.rollback.api;

import org.jspecify.annotations.Nullable;

/** Everything that can be asked of the log. An answer takes as long as its page is, not as the history is. */
public sealed interface LogQuery {
    /** How many entries an answer has where nothing else is asked for. */
    int USUAL_LIMIT = 50;

    /**
     * What happened, an entry for each event: a {@link LogPage}.
     *
     * @param taskId only this task's events and the work of it that was refused; null means everything in the store,
     *     other applications' events too
     * @param since only what came after this moment; null means from the beginning
     * @param until the log as it was at this moment
     * @param beyond only what comes after this position, in the order asked for: {@link LogPage#next()} of the page before
     * @param limit at most so many, from 1 to 10,000
     * @param oldestFirst newest first where false
     */
    record FindLog(
            @Nullable TaskId taskId,
            @Nullable Moment since,
            Moment until,
            @Nullable Long beyond,
            int limit,
            boolean oldestFirst)
            implements LogQuery {
        public FindLog {
            requireLimit(limit);
        }

        /** Everything, newest first. */
        public static FindLog all() {
            return new FindLog(null, null, new Moment.Now(), null, USUAL_LIMIT, false);
        }

        /** All of one task, newest first. */
        public static FindLog of(TaskId taskId) {
            return new FindLog(taskId, null, new Moment.Now(), null, USUAL_LIMIT, false);
        }

        public FindLog withSince(@Nullable Moment moment) {
            return new FindLog(taskId, moment, until, beyond, limit, oldestFirst);
        }

        public FindLog withUntil(Moment moment) {
            return new FindLog(taskId, since, moment, beyond, limit, oldestFirst);
        }

        public FindLog withBeyond(@Nullable Long position) {
            return new FindLog(taskId, since, until, position, limit, oldestFirst);
        }

        public FindLog withLimit(int most) {
            return new FindLog(taskId, since, until, beyond, most, oldestFirst);
        }

        public FindLog withOldestFirst(boolean first) {
            return new FindLog(taskId, since, until, beyond, limit, first);
        }
    }

    /**
     * What happened, an entry for each unit of work, newest first: a {@link UnitPage}.
     *
     * @param since only what came after this moment; null means from the beginning
     * @param until the log as it was at this moment
     * @param before only units that end before this position: {@link UnitPage#next()} of the page before
     * @param limit at most so many, from 1 to 10,000
     */
    record FindUnits(
            @Nullable Moment since, Moment until, @Nullable Long before, int limit) implements LogQuery {
        public FindUnits {
            requireLimit(limit);
        }

        public static FindUnits all() {
            return new FindUnits(null, new Moment.Now(), null, USUAL_LIMIT);
        }
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > 10_000) {
            throw Names.invalid("a page of the log has from 1 to 10000 entries, not %d", limit);
        }
    }
}
