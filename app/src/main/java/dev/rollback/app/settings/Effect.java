package dev.rollback.app.settings;

/** Whether setting something changes anything. */
public enum Effect {
    IN_EFFECT,
    /** It was only found, and the person has not said that it may be followed. */
    NOT_TRUSTED,
    /** A key for stores of another kind. */
    NEVER
}
