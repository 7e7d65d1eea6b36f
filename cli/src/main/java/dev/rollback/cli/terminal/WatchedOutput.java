package dev.rollback.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Remembers that something could not be written: a print stream keeps that to itself. */
public final class WatchedOutput extends FilterOutputStream {
    private static final String READER_WENT_AWAY = "Broken pipe";

    private @Nullable IOException failure;

    public WatchedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Why an answer was lost; null where all is written, or its reader had seen enough. */
    @Nullable
    public String lost() {
        IOException why = failure;
        return why == null || READER_WENT_AWAY.equals(why.getMessage()) ? null : why.getMessage();
    }
}
