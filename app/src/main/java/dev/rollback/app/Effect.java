package dev.rollback.app;

/** Whether setting something changes anything in this version. */
public enum Effect {
    IN_EFFECT("yes"),
    /** Checked and kept; what it is about does not exist yet. */
    NOT_YET("accepted, no effect yet"),
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
