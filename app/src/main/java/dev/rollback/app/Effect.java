package dev.rollback.app;

/** Whether setting something changes anything. */
public enum Effect {
    IN_EFFECT("yes"),
    /** A key for stores of another kind. */
    NEVER("accepted, no effect: checkpoints are kept in the store");

    private final String text;

    Effect(String text) {
        this.text = text;
    }

    /** As a person reads it. */
    public String text() {
        return text;
    }
}
