package dev.rollback.engine.rollback;

import dev.rollback.api.RollbackPlan.AddedComponent;
import dev.rollback.api.RollbackScope;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scope whose targets are known for good: what is to go back is looked up in the index, as often as needed. */
interface Scoped {
    /** What was asked, with what follows from it. */
    RollbackScope scope();

    /** Why it is this strategy. */
    String because();

    /** The one moment that was named; null for several. */
    @Nullable
    Long cut();

    /** Whether it takes all that changed, and not only what was chosen and what hangs on it. */
    boolean everything();

    /** The targets that belong to tasks. */
    Collection<CheckpointEntry> checkpoints();

    List<AddedComponent> addedComponents();

    List<String> warnings();

    /** Why a person has to say yes, whatever the plan will be. */
    List<String> confirmations();

    /** At the moment of {@code reading}. */
    Selection select(Reading reading);
}
