package dev.rollback.app.reader;

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
import dev.rollback.projections.ReadModel;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ids as a person types them: exact first, else a unique beginning of at least four characters behind {@code cp-} or {@code
 * rb-}, or {@code @latest}. What is not found is taken as it was typed.
 */
public final class IdReader {
    private static final String LATEST = "@latest";
    private static final int FEWEST = 4;
    private static final int CANDIDATES = 10;

    private final Store store;
    private final ReadModel views;

    IdReader(Store store, ReadModel views) {
        this.store = store;
        this.views = views;
    }

    /**
     * @param task whose latest is meant; null means of all tasks
     * @param at the position at which {@code @latest} is meant; null for now
     * @throws RefusedException INVALID_INPUT where several begin so, NOT_FOUND where there is no latest
     */
    public CheckpointId checkpoint(String given, @Nullable TaskId task, @Nullable Long at) {
        if (given.equals(LATEST)) {
            return views.checkpoints(new FindCheckpoints(task, PageRequest.first(1), at)).items().stream()
                    .findFirst()
                    .orElseThrow(() -> none(task == null ? "checkpoint" : "checkpoint of task " + task))
                    .checkpointId();
        }
        CheckpointId exact = new CheckpointId(given);
        if (knownCheckpoint(given).isPresent() || !isPrefix(given, "cp-")) {
            return exact;
        }
        List<String> candidates = store.read(reading -> reading.checkpointsStartingWith(given, CANDIDATES).stream()
                .map(CheckpointEntry::checkpointId)
                .toList());
        return candidates.isEmpty() ? exact : new CheckpointId(only(given, candidates));
    }

    /** The checkpoint with exactly this id. */
    public Optional<CheckpointId> knownCheckpoint(String given) {
        return store.read(reading -> reading.checkpoint(given)).map(entry -> new CheckpointId(given));
    }

    /**
     * @param at as for {@link #checkpoint}
     * @throws RefusedException as there
     */
    public RollbackId rollback(String given, @Nullable Long at) {
        if (given.equals(LATEST)) {
            return page(0, 1, at).stream()
                    .findFirst()
                    .orElseThrow(() -> none("rollback"))
                    .rollbackId();
        }
        RollbackId exact = new RollbackId(given);
        if (views.rollback(new FindRollback(exact)).isPresent() || !isPrefix(given, "rb-")) {
            return exact;
        }
        List<String> candidates = views.rollbacksStartingWith(given, CANDIDATES).stream()
                .map(RollbackId::value)
                .toList();
        return candidates.isEmpty() ? exact : new RollbackId(only(given, candidates));
    }

    /** As {@link #rollback}, but the latest is one that changed something: none that was refused. */
    public RollbackId doneRollback(String given, @Nullable Long at) {
        if (!given.equals(LATEST)) {
            return rollback(given, at);
        }
        int offset = 0;
        List<RollbackView> some;
        do {
            some = page(offset, CANDIDATES, at);
            for (RollbackView record : some) {
                if (record.status() != RollbackStatus.FAILED) {
                    return record.rollbackId();
                }
            }
            offset += CANDIDATES;
        } while (some.size() == CANDIDATES);
        throw none("rollback that changed anything");
    }

    private List<RollbackView> page(int offset, int limit, @Nullable Long at) {
        return views.rollbacksWithoutTasks(new FindRollbacks(null, Map.of(), new PageRequest(offset, limit), at))
                .items();
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
