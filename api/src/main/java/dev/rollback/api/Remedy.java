package dev.rollback.api;

import java.util.List;

/**
 * What helps against a refusal, or against what a diagnosis has found, as data: each door says it in its own words.
 *
 * @param subjects what is to be acted on, as {@link Action} says; empty where it needs nothing
 */
public record Remedy(Action action, List<String> subjects) {

    /** What somebody can do. */
    public enum Action {
        LIST_TASKS,
        LIST_CHECKPOINTS,
        LIST_ROLLBACKS,
        /** Of one rollback. */
        SHOW_ROLLBACK,
        /** Of one task. */
        SHOW_LOG,
        /** Of one rollback, which was undone. */
        REDO_ROLLBACK,
        /** Of one checkpoint, which is held. */
        RELEASE_CHECKPOINT,
        /** A position, and the task whose state it is; without a task, that of everything. */
        NAME_POSITION,
        /** As {@link #NAME_POSITION}, where an archived checkpoint can be forced too. */
        NAME_POSITION_OR_FORCE,
        /** Say whether later work goes back too, or stays as it is. */
        CHOOSE_LATER_WORK,
        IMPORT_WITH_TIME,
        REPLACE_FILE,
        CREATE_STORE,
        NAME_STORE,
        /** Let somebody open the store who may write it. */
        OPEN_FOR_WRITING,
        DIAGNOSE_STORE,
        AUDIT_STORE,
        SHOW_SETTINGS,
        /** Trust the store that was found, or name one. */
        TRUST_STORE,
        /** Trust the configuration that was found, or name one. */
        TRUST_SETTINGS
    }

    public Remedy {
        subjects = List.copyOf(subjects);
    }

    public static Remedy of(Action action, String... subjects) {
        return new Remedy(action, List.of(subjects));
    }
}
