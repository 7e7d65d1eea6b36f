package dev.rollback.engine.task;

import dev.rollback.api.TaskContent;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.store.StoredSnapshot;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.UnreadableEventException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** When a state is kept as a snapshot, and how it is packed. */
public final class Snapshots {
    /** However small the events are, no reader folds more than this many of them. */
    static final long MOST_EVENTS = 500;

    private static final long FEWEST_BYTES = 4_096;
    private static final byte PLAIN = 0;
    private static final byte DEFLATE = 1;

    private Snapshots() {}

    /** Whether reading on from the last snapshot has become dearer than a new one. */
    public static boolean isDue(TaskContent content, long eventsSince, long bytesSince) {
        if (eventsSince >= MOST_EVENTS) {
            return true;
        }
        return bytesSince >= FEWEST_BYTES && bytesSince >= 2 * size(content);
    }

    /** @param state any value of the one codec, as it is right after the stream's event {@code seq} */
    public static StoredSnapshot pack(String stream, long seq, Object state) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(EventCodec.write(state));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StoredSnapshot(stream, seq, DEFLATE, packed.toByteArray());
    }

    public static <T> T unpack(StoredSnapshot snapshot, Class<T> type) {
        try {
            return JsonCodec.mapper().readValue(plain(snapshot), type);
        } catch (IOException e) {
            // Replaying everything instead would hide the damage and take as long as the history is.
            throw new UnreadableEventException(
                    "the snapshot of %s at %d cannot be read. Delete it; the log has everything it held."
                            .formatted(snapshot.stream(), snapshot.seq()),
                    e);
        }
    }

    private static byte[] plain(StoredSnapshot snapshot) throws IOException {
        return switch (snapshot.codec()) {
            case PLAIN -> snapshot.state();
            case DEFLATE -> inflated(snapshot.state());
            default -> throw new IOException("its codec " + snapshot.codec() + " is unknown");
        };
    }

    /** To the very end: there the checksum is, and nothing may be behind it. */
    private static byte[] inflated(byte[] packed) throws IOException {
        Inflater inflater = new Inflater();
        InputStream all = new ByteArrayInputStream(packed);
        try (InputStream plain = new InflaterInputStream(all, inflater)) {
            byte[] state = plain.readAllBytes();
            if (inflater.getRemaining() > 0 || all.available() > 0) {
                throw new IOException("there is something behind it");
            }
            return state;
        } finally {
            inflater.end();
        }
    }

    private static long size(TaskContent content) {
        return content.components().values().stream()
                .map(Json::canonical)
                .mapToLong(String::length)
                .sum();
    }
}
