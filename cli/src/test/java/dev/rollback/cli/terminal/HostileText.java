package dev.rollback.cli.terminal;

/** Text that does to a terminal what text should not. */
public final class HostileText {
    /** A title of the window, a colour, the same in one character, a new line in one, bidi, an invisible one, and a bell. */
    public static final String ALL =
            "x\u001b]0;owned\u0007\u001b[31m\u009b31m\u0085\u202e\u2066\u2028\u200b\u007f\r\b\uDB40\uDC41\u3164\u2800y";

    private HostileText() {}
}
