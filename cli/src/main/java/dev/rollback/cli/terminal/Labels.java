package dev.rollback.cli.terminal;

import dev.rollback.api.CheckpointView;
import dev.rollback.api.RollbackStatus;
import dev.rollback.api.RollbackView;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.TaskView;
import dev.rollback.cli.terminal.Style.Styled;
import java.util.Locale;

/** Statuses as they are shown. */
public final class Labels {
    private Labels() {}

    public static String status(TaskView task) {
        if (task.status() == TaskStatus.RUNNING
                && !task.workedOn()
                && (task.statusText() == null || task.epoch() > 0)) {
            return "running (nobody works on it)";
        }
        String lifecycle = task.status().name().toLowerCase(Locale.ROOT);
        String text = task.statusText();
        boolean says = text != null && !text.equals(task.status().fileText());
        return says ? lifecycle + " (" + text + ")" : lifecycle;
    }

    public static String task(CheckpointView checkpoint) {
        return checkpoint.taskId() == null
                ? "(everything)"
                : checkpoint.taskId().value();
    }

    public static String state(CheckpointView checkpoint) {
        String state = checkpoint.state().name().toLowerCase(Locale.ROOT);
        return state + (checkpoint.held() ? ", held" : "") + (checkpoint.onCurrentLine() ? "" : " (left behind)");
    }

    public static Style style(TaskStatus status) {
        return switch (status) {
            case COMPLETED -> Style.GOOD;
            case FAILED -> Style.BAD;
            case RUNNING -> Style.WARN;
            case PENDING -> Style.PLAIN;
            case CANCELLED, RETRACTED, WITHDRAWN -> Style.DIM;
        };
    }

    public static Styled status(RollbackView record) {
        String status = record.status().name();
        return record.undoneBy() == null ? style(record.status()).of(status) : Style.DIM.of(status + " (undone)");
    }

    public static Style style(RollbackStatus status) {
        return switch (status) {
            case SUCCESS -> Style.GOOD;
            case FAILED -> Style.BAD;
            case PENDING, IN_PROGRESS, PARTIAL -> Style.WARN;
        };
    }

    /** What happened, by an event's stored name: {@code task.TaskRolledBack} is "rolled back". */
    public static String event(String name) {
        String words = name.substring(name.indexOf('.') + 1).replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return words.toLowerCase(Locale.ROOT).replaceFirst("^task ", "");
    }
}
