package dev.rollback.app;

import dev.rollback.api.RequestContext;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * How an engine is opened.
 *
 * @param directory the store's folder; made when missing
 * @param historyLimit how many rollbacks the history shows; the log keeps all
 * @param actor who asks, where a call does not say otherwise
 */
public record EngineOptions(Path directory, int historyLimit, String actor, InstantSource clock) {
    private static final int HISTORY_LIMIT = 100;

    public EngineOptions {
        if (historyLimit < 1 || historyLimit > 10_000) {
            throw new IllegalArgumentException("a history limit is from 1 to 10000, not " + historyLimit);
        }
        actor = RequestContext.of(actor).actor();
    }

    /** The store under {@code .taskmaster/rollbacks} of the working directory, 100 records of history. */
    public static EngineOptions defaults() {
        return new EngineOptions(
                Path.of(".taskmaster", "rollbacks"),
                HISTORY_LIMIT,
                System.getProperty("user.name", "unknown"),
                InstantSource.system());
    }

    public EngineOptions withDirectory(Path changed) {
        return new EngineOptions(changed, historyLimit, actor, clock);
    }

    public EngineOptions withHistoryLimit(int changed) {
        return new EngineOptions(directory, changed, actor, clock);
    }

    public EngineOptions withActor(String changed) {
        return new EngineOptions(directory, historyLimit, changed, clock);
    }
}
