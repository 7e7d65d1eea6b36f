package dev.rollback.app.cli;

import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.api.RollbackSettings;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskFailure;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.engine.storage.IndexReader.DueRollback;
import dev.rollback.engine.task.TaskStates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of rollbacks that failures asked for and that are still to come. */
final class DueText {
    private DueText() {}

    static List<DueRollback> all(Session session) {
        return session.store().read(reading -> reading.dueRollbacks());
    }

    /** Who will do it, or why nobody will. */
    static String who(Session session, DueRollback due) {
        return forbids(session, due)
                .map("%s forbids it now, so it is not done until that changes"::formatted)
                .orElse("any command that writes, or 'co doctor', sees to it");
    }

    /** What keeps the task from it now. */
    static Optional<String> forbids(Session session, DueRollback due) {
        TaskPolicy policy =
                new TaskStates(session.store()).head(new TaskId(due.task())).policy();
        if (!RollbackSettings.defaults().letsGoBackOnFailure(policy)) {
            return Optional.of("its policy");
        }
        return session.settings().rollback().letsGoBackOnFailure(policy)
                ? Optional.empty()
                : Optional.of("the configuration");
    }

    /** What became of them since. */
    static String ends(Session session, List<DueRollback> due) {
        Map<String, Integer> ends = new LinkedHashMap<>();
        due.forEach(one -> ends.merge(end(session, one), 1, Integer::sum));
        return ends.entrySet().stream()
                .map(end -> end.getKey()
                        .formatted(Text.count(end.getValue(), "task"), end.getValue() == 1 ? "has" : "have"))
                .collect(Collectors.joining("; "));
    }

    private static String end(Session session, DueRollback due) {
        RollbackId id = RollbackId.ofRequest(new TaskFailure(new TaskId(due.task()), due.seq()).requestId());
        RollbackView record = session.views().rollback(new FindRollback(id)).orElse(null);
        if (record == null) {
            return "%s had failed and %s moved on meanwhile";
        } else if (record.status() == RollbackStatus.FAILED) {
            return "%s had failed and %s not gone back: that was refused, and stands in the history";
        }
        return session.engine().carriedOutAtStart().contains(id)
                ? "%s had failed and %s now gone back without being asked"
                : "%s had failed and %s gone back meanwhile, by another process";
    }
}
