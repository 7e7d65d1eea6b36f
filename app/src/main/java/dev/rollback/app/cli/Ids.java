package dev.rollback.app.cli;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.CheckpointQuery.FindCheckpoints;
import dev.rollback.api.PageRequest;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackQuery.FindRollbacks;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskId;
import dev.rollback.engine.storage.IndexReader.CheckpointEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ids as a person types them: exact first, else a unique beginning of at least four characters, or {@code @latest}, which
 * means the same again where a request is repeated.
 */
final class Ids {
    private static final String LATEST = "@latest";
    private static final int FEWEST = 4;
    private static final int CANDIDATES = 10;

    private final Session session;

    Ids(Session session) {
        this.session = session;
    }

    CheckpointId checkpoint(String given) {
        return checkpoint(given, null);
    }

    /** @param task whose latest is meant; null means of all tasks */
    CheckpointId checkpoint(String given, @Nullable TaskId task) {
        if (given.equals(LATEST)) {
            return session
                    .views()
                    .checkpoints(new FindCheckpoints(task, PageRequest.first(1), session.beforeItsAnswer()))
                    .items()
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> none(task == null ? "checkpoint" : "checkpoint of task " + task))
                    .checkpointId();
        }
        CheckpointId exact = new CheckpointId(given);
        boolean found =
                session.store().read(reading -> reading.checkpoint(given).isPresent());
        if (found || !isPrefix(given, "cp-")) {
            return exact;
        }
        List<String> candidates = session.store()
                .read(reading -> reading.checkpointsStartingWith(given, CANDIDATES).stream()
                        .map(CheckpointEntry::checkpointId)
                        .toList());
        return candidates.isEmpty() ? exact : new CheckpointId(only(given, candidates));
    }

    /** The checkpoint with exactly this id. */
    Optional<CheckpointId> knownCheckpoint(String given) {
        return session.store().read(reading -> reading.checkpoint(given)).map(entry -> new CheckpointId(given));
    }

    RollbackId rollback(String given) {
        if (given.equals(LATEST)) {
            return session
                    .views()
                    .rollbacks(new FindRollbacks(null, Map.of(), PageRequest.first(1), session.beforeItsAnswer()))
                    .items()
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> none("rollback"))
                    .rollbackId();
        }
        RollbackId exact = new RollbackId(given);
        if (session.views().rollback(new FindRollback(exact)).isPresent() || !isPrefix(given, "rb-")) {
            return exact;
        }
        List<String> candidates = session.views().rollbacksStartingWith(given, CANDIDATES).stream()
                .map(RollbackId::value)
                .toList();
        return candidates.isEmpty() ? exact : new RollbackId(only(given, candidates));
    }

    /** As {@link #rollback}, but of those that changed something: whoever takes the latest back means none that was refused. */
    RollbackId doneRollback(String given) {
        if (!given.equals(LATEST)) {
            return rollback(given);
        }
        Long at = session.beforeItsAnswer();
        int offset = 0;
        List<RollbackView> some;
        do {
            some = session.views()
                    .rollbacks(new FindRollbacks(null, Map.of(), new PageRequest(offset, CANDIDATES), at))
                    .items();
            for (RollbackView record : some) {
                if (record.status() != RollbackStatus.FAILED) {
                    return record.rollbackId();
                }
            }
            offset += CANDIDATES;
        } while (some.size() == CANDIDATES);
        throw none("rollback that changed anything");
    }

    private static boolean isPrefix(String given, String kind) {
        return given.startsWith(kind) && given.length() >= kind.length() + FEWEST;
    }

    private static String only(String given, List<String> candidates) {
        if (candidates.size() > 1) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "%s is the beginning of several: %s. Give more of it."
                            .formatted(given, String.join(", ", candidates)));
        }
        return candidates.get(0);
    }

    private static RefusedException none(String what) {
        return new RefusedException(RefusalCode.NOT_FOUND, "there is no %s yet.".formatted(what));
    }
}
