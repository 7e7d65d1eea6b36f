package dev.rollback.engine.rollback;

import dev.rollback.api.RollbackPlan.LeftAlone;
import dev.rollback.api.TaskId;
import dev.rollback.engine.rollback.Participants.Joined;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a scope means at one moment of the store: which tasks may have to go back, what else with them, and what stays.
 *
 * @param reach all that was looked at for it, with the cut of each: the selected tasks, and those between them
 */
record Selection(
        List<Selected> tasks,
        Map<TaskId, Long> reach,
        List<Joined> others,
        List<LeftAlone> leftAlone,
        Set<TaskId> preserved) {

    /** Where everything stands: the same of two selections means that nobody moved, joined or left. */
    Map<String, Long> standings() {
        Map<String, Long> seqs = new HashMap<>();
        tasks.forEach(task -> seqs.put(task.head().task(), task.head().seq()));
        return seqs;
    }
}
