package dev.rollback.app;

import dev.rollback.api.RequestContext;
import dev.rollback.app.StoreAddress.Folder;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * How an engine is opened.
 *
 * @param store where the store is; made when missing. The login to a database is {@code PGUSER} and {@code PGPASSWORD} of the
 *     environment, else PostgreSQL's password file
 * @param historyLimit how many rollbacks the history shows; the log keeps all
 * @param actor who asks, where a call does not say otherwise
 */
public record EngineOptions(StoreAddress store, int historyLimit, String actor, InstantSource clock) {
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
                new Folder(Path.of(".taskmaster", "rollbacks")),
                HISTORY_LIMIT,
                System.getProperty("user.name", "unknown"),
                InstantSource.system());
    }

    /** The store in a folder. */
    public EngineOptions withDirectory(Path changed) {
        return withStore(new Folder(changed));
    }

    public EngineOptions withStore(StoreAddress changed) {
        return new EngineOptions(changed, historyLimit, actor, clock);
    }

    public EngineOptions withHistoryLimit(int changed) {
        return new EngineOptions(store, changed, actor, clock);
    }

    public EngineOptions withActor(String changed) {
        return new EngineOptions(store, historyLimit, changed, clock);
    }
}
