package dev.rollback.engine.log;

import dev.rollback.api.BoardEvent.BoardCopied;
import dev.rollback.api.BoardEvent.BoardExported;
import dev.rollback.api.BoardEvent.BoardImported;
import dev.rollback.api.BoardEvent.BoardRolledBack;
import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.CheckpointEvent.CheckpointArchived;
import dev.rollback.api.CheckpointEvent.CheckpointHeld;
import dev.rollback.api.CheckpointEvent.CheckpointReleased;
import dev.rollback.api.CheckpointEvent.SystemCheckpointCreated;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RefusalEvent.StaleWorkRefused;
import dev.rollback.api.RollbackEvent.RollbackFailed;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackEvent.RollbackSucceeded;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.StoreEvent.StoreRestored;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskCancelled;
import dev.rollback.api.TaskEvent.TaskCompleted;
import dev.rollback.api.TaskEvent.TaskFailed;
import dev.rollback.api.TaskEvent.TaskFenced;
import dev.rollback.api.TaskEvent.TaskForked;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskEvent.TaskMigrated;
import dev.rollback.api.TaskEvent.TaskPolicyChanged;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskEvent.TaskReopened;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.api.TaskEvent.TaskStarted;
import dev.rollback.api.TaskEvent.TaskUpdated;
import dev.rollback.api.TaskEvent.TaskWithdrawn;
import dev.rollback.store.event.EventCodec;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened, in one line. An event that is not known is called by its stored name. */
final class Words {
    private Words() {}

    static String of(Told told) {
        Object event = told.event();
        if (event instanceof TaskRegistered e) {
            return "registered '%s'%s".formatted(e.title(), e.epoch() > 0 ? " again" : "");
        } else if (event instanceof TaskStarted) {
            return "started";
        } else if (event instanceof TaskUpdated) {
            return ChangeWords.of(told);
        } else if (event instanceof TaskCompleted) {
            return "completed";
        } else if (event instanceof TaskFailed e) {
            return "failed: %s (%s)".formatted(e.error(), e.cause());
        } else if (event instanceof TaskCancelled) {
            return "cancelled";
        } else if (event instanceof TaskReopened) {
            return "reopened";
        } else if (event instanceof TaskForked e) {
            return "forked from %s at event %d".formatted(e.source(), e.sourceSeq());
        } else if (event instanceof TaskPolicyChanged e) {
            return "policy set to " + e.policy().text();
        } else if (event instanceof TaskFenced e) {
            return "fenced: in epoch %d since the store was restored".formatted(e.epoch());
        } else if (event instanceof TaskWithdrawn) {
            return told.opening() instanceof BoardImported from ? "gone from " + file(from.source()) : "withdrawn";
        } else if (event instanceof TaskImported e) {
            return ImportWords.of(e, told);
        } else if (event instanceof TaskMigrated e) {
            return "migrated from version %s to %s".formatted(e.migratedFrom().schemaVersion(), e.schemaVersion());
        } else if (event instanceof CheckpointCreated e) {
            return "checkpoint %s '%s'".formatted(e.checkpointId(), e.label() == null ? e.phase() : e.label());
        } else if (event instanceof TaskRolledBack e) {
            return rolledBack(e, told);
        }
        return ofNoTask(told);
    }

    private static String ofNoTask(Told told) {
        Object event = told.event();
        if (event instanceof CheckpointEvent e) {
            return ofCheckpoint(e);
        } else if (event instanceof RollbackRequested e) {
            return "rollback %s%s asked for: %s".formatted(e.rollbackId(), to(e.scope()), e.note());
        } else if (event instanceof RollbackSucceeded e) {
            return "rollback %s done: %s, %s compensated"
                    .formatted(e.rollbackId(), count(e.tasks().size(), "task"), count(e.eventsCompensated(), "event"));
        } else if (event instanceof RollbackFailed e) {
            return "rollback %s%s refused: %s (%s)".formatted(e.rollbackId(), to(e.scope()), e.error(), e.code());
        } else if (event instanceof StaleWorkRefused e) {
            return "refused %s of epoch %d: the task is in epoch %d".formatted(e.work(), e.epoch(), e.currentEpoch());
        } else if (event instanceof StoreRestored e) {
            return restored(e);
        } else if (event instanceof BoardImported e) {
            return "imported %s%s".formatted(file(e.source()), tag(e.tag()));
        } else if (event instanceof BoardExported e) {
            return "exported to %s%s".formatted(file(e.target()), tag(e.tag()));
        } else if (event instanceof BoardCopied e) {
            return "copied to %s".formatted(file(e.target()));
        } else if (event instanceof BoardRolledBack e) {
            return "board%s rolled back by %s".formatted(tag(e.tag()), e.rollbackId());
        }
        return event != null
                ? told.stored().name()
                : EventCodec.damage(told.stored())
                        .map("unreadable: "::concat)
                        .orElse(told.stored().name());
    }

    private static String ofCheckpoint(CheckpointEvent event) {
        if (event instanceof SystemCheckpointCreated e) {
            return "checkpoint of everything %s%s"
                    .formatted(e.checkpointId(), e.label() == null ? "" : " '%s'".formatted(e.label()));
        } else if (event instanceof CheckpointHeld e) {
            return "checkpoint %s held%s".formatted(e.checkpointId(), e.note() == null ? "" : ": " + e.note());
        } else if (event instanceof CheckpointReleased e) {
            return "checkpoint %s released".formatted(e.checkpointId());
        } else if (event instanceof CheckpointArchived e) {
            return "checkpoint %s archived".formatted(e.checkpointId());
        }
        return "checkpoint %s cleaned up".formatted(event.checkpointId());
    }

    static String restored(StoreRestored event) {
        return "store restored from a backup of %s, in epoch %d"
                .formatted(event.madeAt().truncatedTo(ChronoUnit.SECONDS), event.epoch());
    }

    private static String rolledBack(TaskRolledBack e, Told told) {
        String reason = reason(e, told.opening());
        if (e.targetSeq() < 0 && e.components() == null) {
            return "retracted by %s%s".formatted(e.rollbackId(), reason);
        }
        String what = e.components() == null
                ? ""
                : e.components().stream().map(ComponentName::value).collect(Collectors.joining(", ", "", " "));
        String back = ChangeWords.total(told.changes())
                .map(values -> " (%s back)".formatted(count(values, "value")))
                .orElse("");
        String migrated = e.migratedFrom() == null
                ? ""
                : ", migrated from version %s to %s".formatted(e.migratedFrom().schemaVersion(), e.schemaVersion());
        return "%srolled back to %s by %s%s%s%s"
                .formatted(what, target(e.checkpointId(), e.targetSeq()), e.rollbackId(), back, migrated, reason);
    }

    private static String reason(TaskRolledBack e, @Nullable Object opening) {
        return opening instanceof RollbackRequested asked && asked.rollbackId().equals(e.rollbackId())
                ? ": " + asked.note()
                : "";
    }

    private static String target(@Nullable CheckpointId checkpoint, long seq) {
        if (checkpoint != null) {
            return checkpoint.value();
        }
        return seq < 0 ? "before it existed" : "event " + seq;
    }

    static String to(RollbackScope scope) {
        if (scope.undoes() != null) {
            return " to undo " + scope.undoes();
        } else if (scope.at() != null) {
            return " to " + scope.at().text();
        }
        return scope.checkpoints().isEmpty()
                ? ""
                : " to " + scope.checkpoints().stream().map(CheckpointId::value).collect(Collectors.joining(", "));
    }

    /** The name alone: paths are of the machine that imported. */
    static String file(String source) {
        return source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
    }

    private static String tag(String tag) {
        return tag.equals("master") ? "" : " (tag %s)".formatted(tag);
    }

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
