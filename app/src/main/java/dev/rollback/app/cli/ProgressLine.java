package dev.rollback.app.cli;

import dev.rollback.engine.audit.Progress;
import java.io.PrintStream;

/** How far a long work has come, in one line of a terminal that goes away with it. Nothing elsewhere. */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long FIRST = 500_000_000;
    private static final long NEXT = 100_000_000;
    private static final int WIDTH = 20;
    static final String CLEARED = "\r\033[K";

    private final PrintStream terminal;
    private final boolean shown;
    private long due = System.nanoTime() + FIRST;
    private boolean written;

    ProgressLine(PrintStream terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    @Override
    public void at(String what, long done, long all) {
        long now = System.nanoTime();
        if (!shown || now < due || all <= 0) {
            return;
        }
        due = now + NEXT;
        written = true;
        int filled = (int) (WIDTH * Math.min(done, all) / all);
        terminal.print("%s%-11s [%s%s] %3d %%"
                .formatted(CLEARED, what, "#".repeat(filled), ".".repeat(WIDTH - filled), 100 * done / all));
        terminal.flush();
    }

    @Override
    public void close() {
        if (written) {
            terminal.print(CLEARED);
            terminal.flush();
        }
    }
}
