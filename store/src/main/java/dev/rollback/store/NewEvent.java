package dev.rollback.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;

/**
 * An event about to be appended. Its global position, unit, time and hash are assigned by the store under its lock.
 *
 * @param stream name of the stream, for example {@code task/12}; at most {@value #LONGEST_STREAM} bytes
 * @param seq place in the stream, dense from 0
 * @param name chosen name of the event, never a class name
 * @param payload UTF-8 JSON as it will be stored
 * @param metadata UTF-8 JSON as it will be stored
 */
public record NewEvent(String stream, long seq, String name, String revision, byte[] payload, byte[] metadata) {
    /** What every database can find quickly. */
    private static final int LONGEST_STREAM = 2_500;

    /** @throws RefusedException INVALID_INPUT for a name that not every database keeps as it is under its hash */
    public NewEvent {
        requireKept("a stream's name", stream);
        requireKept("an event's name", name);
        requireKept("an event's revision", revision);
        int bytes = stream.getBytes(UTF_8).length;
        if (bytes > LONGEST_STREAM) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "a stream's name must not be longer than %d bytes, this has %d: %s…. Choose a shorter one."
                            .formatted(LONGEST_STREAM, bytes, stream.substring(0, 50)));
        }
    }

    private static void requireKept(String what, String text) {
        if (text.codePoints().anyMatch(NewEvent::isLost)) {
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "%s must not hold U+0000 or half a character: %s. Choose another."
                            .formatted(what, text.replace('\0', '\uFFFD')));
        }
    }

    private static boolean isLost(int codePoint) {
        return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
    }
}
