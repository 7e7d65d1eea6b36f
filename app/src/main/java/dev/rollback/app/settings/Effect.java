package dev.rollback.app.settings;

/** Whether setting something changes anything. */
public enum Effect {
    IN_EFFECT("yes"),
    /** It was only found, and the person has not said that it may be followed. */
    NOT_TRUSTED("no: not trusted, see 'co trust'"),
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
