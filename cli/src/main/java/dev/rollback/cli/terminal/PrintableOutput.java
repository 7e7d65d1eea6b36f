package dev.rollback.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Set;

/**
 * The one way out to a terminal: whatever is printed, by whom ever, no character of it steers the terminal. What would is
 * written {@code \\u001b}, which in JSON is the same character. Only the program's own styles pass, where they are shown,
 * and what clears the line of progress. Takes UTF-8.
 */
public final class PrintableOutput extends FilterOutputStream {
    private static final int ESCAPE = 0x1B;
    private static final int LONGEST = 8;

    /** Bold, dim and colours as {@link Style} and the parser's help have them; none of them hides anything. */
    private static final Set<String> STYLES = Set.of(
            "[0m", "[1m", "[2m", "[3m", "[4m", "[21m", "[22m", "[23m", "[24m", "[31m", "[32m", "[33m", "[36m", "[39m");

    private final byte[] pending = new byte[LONGEST];
    private int held;
    private boolean styled;
    private boolean progress;

    public PrintableOutput(OutputStream out) {
        super(out);
    }

    public PrintStream stream() {
        return new PrintStream(this, true, UTF_8);
    }

    /** From now on styles are shown. */
    public void allowStyles(boolean shown) {
        styled = shown;
    }

    /** From now on the line of progress may be cleared. */
    public void allowProgress(boolean shown) {
        progress = shown;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int plain = offset;
        for (int i = offset; i < offset + length; i++) {
            if (held == 0 && isPlain(bytes[i])) {
                continue;
            }
            if (held == 0) {
                out.write(bytes, plain, i - plain);
            }
            take(bytes[i]);
            plain = i + 1;
        }
        if (plain < offset + length) {
            out.write(bytes, plain, offset + length - plain);
        }
    }

    @Override
    public void close() throws IOException {
        release();
        super.close();
    }

    /** What is begun and not ended is no part of a text that is complete. */
    @Override
    public void flush() throws IOException {
        if (held > 0 && pending[0] > 0) {
            release();
        }
        super.flush();
    }

    private static boolean isPlain(byte b) {
        return (b >= ' ' && b != 0x7F) || b == '\n' || b == '\t';
    }

    /** One byte of what is not plain: the beginning or the next one of a character, or of a sequence. */
    private void take(byte b) throws IOException {
        if (held > 0 && !isContinued(b)) {
            release();
            if (isPlain(b)) {
                out.write(b);
                return;
            }
        }
        pending[held++] = b;
        if (isComplete()) {
            if (pending[0] > 0 && isOurs(new String(pending, 0, held, UTF_8))) {
                out.write(pending, 0, held);
                held = 0;
            } else {
                release();
            }
        } else if (held == LONGEST) {
            release();
        }
    }

    private boolean isContinued(byte b) {
        if (pending[0] < 0) {
            return (b & 0xC0) == 0x80;
        }
        return switch (held) {
            case 1 -> pending[0] == '\r' ? b == ESCAPE : b == '[';
            case 2 -> pending[0] == '\r' ? b == '[' : isOfSequence(b);
            default -> isOfSequence(b);
        };
    }

    private static boolean isOfSequence(byte b) {
        return (b >= '0' && b <= '9') || b == 'm' || b == 'K';
    }

    private boolean isComplete() {
        byte first = pending[0];
        if (first < 0) {
            return held == Math.max(1, Integer.numberOfLeadingZeros(~(first << 24)));
        }
        byte last = pending[held - 1];
        return (first != ESCAPE && first != '\r') || last == 'm' || last == 'K';
    }

    private boolean isOurs(String text) {
        return text.equals(ProgressLine.CLEARED) ? progress : styled && STYLES.contains(text.substring(1));
    }

    /** Writes what is held with nothing in it that steers, and in UTF-8 whatever it was. */
    private void release() throws IOException {
        String text = new String(pending, 0, held, UTF_8);
        held = 0;
        out.write(Text.printable(text).getBytes(UTF_8));
    }
}
