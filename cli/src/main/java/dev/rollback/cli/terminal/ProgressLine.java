package dev.rollback.cli.terminal;

import dev.rollback.api.Progress;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/** How far a long work has come, in one line of a terminal that goes away with it. Nothing elsewhere. Safe for many threads. */
public final class ProgressLine implements Progress, AutoCloseable {
    private static final long FIRST = 500_000_000;
    private static final long NEXT = 100_000_000;
    private static final long STEPS_TELL = 1_000_000_000;
    private static final int WIDTH = 20;
    public static final String CLEARED = "\r\033[K";

    private final PrintStream terminal;
    private final boolean shown;
    private final LongSupplier nanoTime;
    private final long begun;
    private long due;
    private long lastStep;
    private boolean written;
    private boolean closed;

    public ProgressLine(PrintStream terminal, boolean shown) {
        this(terminal, shown, System::nanoTime);
    }

    public ProgressLine(PrintStream terminal, boolean shown, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.shown = shown;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.due = begun + FIRST;
        this.lastStep = begun - STEPS_TELL;
    }

    @Override
    public synchronized void at(String what, long done, long all) {
        if (all <= 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        lastStep = now;
        int filled = (int) (WIDTH * Math.min(done, all) / all);
        print(
                now,
                "%-11s [%s%s] %3d %%"
                        .formatted(what, "#".repeat(filled), ".".repeat(WIDTH - filled), 100 * done / all));
    }

    /** That it goes on, where nothing else was told for a while. */
    public synchronized void goesOn(String what) {
        long now = nanoTime.getAsLong();
        if (now - lastStep >= STEPS_TELL) {
            print(now, "%-11s %d s".formatted(what, (now - begun) / 1_000_000_000));
        }
    }

    /** Makes room for other lines. */
    public synchronized void clear() {
        if (written) {
            terminal.print(CLEARED);
            terminal.flush();
            written = false;
        }
    }

    private void print(long now, String line) {
        if (!shown || closed || now < due) {
            return;
        }
        due = now + NEXT;
        written = true;
        terminal.print(CLEARED + line);
        terminal.flush();
    }

    @Override
    public synchronized void close() {
        clear();
        closed = true;
    }
}
