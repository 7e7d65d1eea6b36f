package dev.rollback.engine.rollback;

/** One thing of a {@link Participant}, at the moment of one reading. */
public interface ParticipantPart extends Part {
    /** Among those of its kind: a board's tag. */
    String name();

    /** Whether it stands elsewhere than where it goes. */
    boolean changes();

    /** Of the event of its stream to which it goes back; -1 for before there was any. */
    long targetSeq();

    /** For a plan's reader, one line: what goes back with it. */
    String summary();
}
