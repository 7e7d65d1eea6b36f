package dev.rollback.app.reader;

import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.projections.BegunIds;
import dev.rollback.projections.BegunIds.BegunId;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ids that begin like what somebody has typed so far. Changes nothing, not even a view that is behind. */
public final class IdCompletions {
    private final BegunIds ids;

    private IdCompletions(Store store, int most) {
        this.ids = new BegunIds(store, most);
    }

    /**
     * Of the store in a folder, as it is: nothing is made or brought up to date.
     *
     * @param most how many come; two more where there are more
     * @throws dev.rollback.api.RefusedException where it cannot be read now
     */
    public static IdCompletions in(
            StoreAddress.Folder folder, Map<String, String> environment, InstantSource clock, int most) {
        return new IdCompletions(Stores.look(folder, environment, clock), most);
    }

    /** @param about a few words for people, perhaps none */
    public record Candidate(String id, String about) {}

    /** Tasks that exist, those that moved last. */
    public List<Candidate> tasks(String prefix) {
        return candidates(ids.tasks(prefix));
    }

    /** @param task whose checkpoints, and those of everything; null for all */
    public List<Candidate> checkpoints(String prefix, @Nullable String task) {
        List<BegunId> found = new ArrayList<>(ids.checkpoints(prefix, task));
        if (task != null) {
            found.addAll(ids.checkpoints(prefix, CheckpointEntry.EVERYTHING));
        }
        return candidates(found);
    }

    public List<Candidate> rollbacks(String prefix) {
        return candidates(ids.rollbacks(prefix));
    }

    /** Of the boards. */
    public List<String> tags() {
        return ids.tags();
    }

    /** The components that a task has. */
    public List<String> components(String task) {
        return ids.components(task);
    }

    private static List<Candidate> candidates(List<BegunId> found) {
        return found.stream().map(id -> new Candidate(id.id(), id.about())).toList();
    }
}
