package dev.rollback.app.files;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.JsonLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The only way in for files and standard input: each is read up to its limit. What is larger, or never ends, is refused
 * with its name, the limit and, where that is known, its size.
 *
 * @param kind what is read, for a person
 * @param bytes how much of it at most
 */
public record BoundedInput(String kind, long bytes) {
    /** A text, or a JSON value. */
    public static final BoundedInput VALUE = new BoundedInput("a value", JsonLimits.DEFAULT.maxBytes());

    public static final BoundedInput DOCUMENT = new BoundedInput("a Task Master file", JsonLimits.DOCUMENT.maxBytes());

    /** One that {@code co} may have written, which is larger where the board is. */
    public static final BoundedInput EXPORTED = new BoundedInput("an exported file", 1L << 30);

    public static final BoundedInput SETTINGS = new BoundedInput("a configuration file", 1 << 20);

    public static final BoundedInput SEAL = new BoundedInput("a seal", 1 << 20);

    public static final BoundedInput PLAN = new BoundedInput("a plan", 1L << 30);

    /** What standard input is called. */
    public static final String STANDARD = "standard input";

    private static final String WHAT_NEXT = "Name another, or a smaller one.";

    /** @throws RefusedException NOT_FOUND for what cannot be read, INVALID_INPUT for what is too large */
    public byte[] file(String name, Path file) {
        try {
            return read(file);
        } catch (IOException e) {
            throw unreadable(name, file, e);
        }
    }

    /**
     * @throws IOException for what cannot be read
     * @throws RefusedException INVALID_INPUT for what is too large
     */
    public byte[] read(Path file) throws IOException {
        try (InputStream in = open(file.toString(), file)) {
            return in.readAllBytes();
        }
    }

    public byte[] stream(String name, InputStream in) {
        try {
            return new Bounded(name, in).readAllBytes();
        } catch (IOException e) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT, "%s cannot be read: %s.".formatted(name, e.getMessage()), e);
        }
    }

    /** To be read piece by piece; what is too large is refused once that is known. */
    public InputStream open(String name, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        if (Files.isRegularFile(file) && Files.size(file) > bytes) {
            throw tooLarge(name, "is %d bytes".formatted(Files.size(file)));
        }
        return new Bounded(name, Files.newInputStream(file));
    }

    /** The same of a stream that is open. */
    public InputStream bounded(String name, InputStream in) {
        return new Bounded(name, in);
    }

    /** Why a file cannot be read, in words. */
    public static String reason(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return Files.isSymbolicLink(file) ? "it is a link that leads nowhere" : "there is no such file";
        }
        return e instanceof AccessDeniedException ? "you may not read it" : String.valueOf(e.getMessage());
    }

    public static RefusedException unreadable(String name, Path file, IOException e) {
        return new RefusedException(
                RefusalCode.NOT_FOUND, "%s cannot be read: %s.".formatted(name, reason(file, e)), e);
    }

    private RefusedException tooLarge(String name, String size) {
        return new RefusedException(
                RefusalCode.INVALID_INPUT,
                "%s %s; the limit of %s is %d. %s".formatted(name, size, kind, bytes, WHAT_NEXT));
    }

    /** Refuses the byte after the last that is allowed. */
    private final class Bounded extends FilterInputStream {
        private final String name;
        private long left = bytes;

        Bounded(String name, InputStream in) {
            super(in);
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                counted(1);
            }
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, (int) Math.min(length, most()));
            return read < 0 ? read : counted(read);
        }

        @Override
        public long skip(long count) throws IOException {
            return counted((int) super.skip(Math.min(count, Math.min(most(), Integer.MAX_VALUE))));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** Never none, which would be neither an end nor a refusal for one who reads on. */
        private long most() {
            return Math.max(left, 0) + 1;
        }

        private int counted(int read) {
            left -= read;
            if (left < 0) {
                throw tooLarge(name, "holds more than %d bytes".formatted(bytes));
            }
            return read;
        }
    }
}
