package dev.rollback.cli.command;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskId;
import dev.rollback.app.reader.IdReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ids as a person types them; {@code @latest} means the same again where a request is repeated. */
public final class Ids {
    private final Session session;

    public Ids(Session session) {
        this.session = session;
    }

    public CheckpointId checkpoint(String given) {
        return checkpoint(given, null);
    }

    /** @param task whose latest is meant; null means of all tasks */
    public CheckpointId checkpoint(String given, @Nullable TaskId task) {
        return ids().checkpoint(given, task, session.beforeItsAnswer());
    }

    /** The checkpoint with exactly this id. */
    public Optional<CheckpointId> knownCheckpoint(String given) {
        return ids().knownCheckpoint(given);
    }

    public RollbackId rollback(String given) {
        return ids().rollback(given, session.beforeItsAnswer());
    }

    /** As {@link #rollback}, but of those that changed something: the latest is none that was refused. */
    public RollbackId doneRollback(String given) {
        return ids().doneRollback(given, session.beforeItsAnswer());
    }

    private IdReader ids() {
        return session.reader().ids();
    }
}
