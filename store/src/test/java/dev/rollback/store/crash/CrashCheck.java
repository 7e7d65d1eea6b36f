package dev.rollback.store.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.HashChain;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.IndexReader.RequestEntry;
import dev.rollback.store.IndexReader.TaskHead;
import dev.rollback.store.LogHead;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.StoredSnapshot;
import dev.rollback.store.Units;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks on through a log from where it stopped before, and compares the index with what it has seen. */
final class CrashCheck {
    private final Map<String, Seen> tasks = new HashMap<>();
    private long position;
    private byte[] hash = HashChain.start();
    private Instant time = Instant.EPOCH;

    long position() {
        return position;
    }

    boolean walk(Reading reading) {
        List<StoredEvent> some = reading.after(position, 2000);
        while (!some.isEmpty()) {
            some.forEach(this::follow);
            some = reading.after(position, 2000);
        }
        LogHead head = reading.head();
        assertThat(head.position()).isEqualTo(position);
        assertThat(head.hash()).isEqualTo(hash);
        assertThat(head.recordedAt()).isEqualTo(time);
        assertThat(reading.tasks()).hasSize(tasks.size());
        tasks.forEach((task, seen) -> compare(reading, task, seen));
        return true;
    }

    private void follow(StoredEvent event) {
        hash = HashChain.next(hash, event);
        assertThat(event.position()).isEqualTo(++position);
        assertThat(event.hash()).as("hash of %d", position).isEqualTo(hash);
        assertThat(event.recordedAt()).isAfterOrEqualTo(time);
        time = event.recordedAt();
        tasks.computeIfAbsent(event.stream().substring("task/".length()), task -> new Seen(event.position()))
                .follow(event);
    }

    private static void compare(Reading reading, String task, Seen seen) {
        long snapshot = reading.nearest("task/" + task, seen.seq)
                .map(StoredSnapshot::seq)
                .orElse(-1L);
        List<StoredEvent> since = reading.stream("task/" + task, snapshot + 1, Long.MAX_VALUE);
        long bytes = since.stream().mapToLong(event -> event.payload().length).sum();
        assertThat(reading.task(task))
                .contains(new TaskHead(
                        task,
                        seen.seq,
                        seen.first,
                        seen.last,
                        seen.last,
                        "RUNNING",
                        0,
                        seen.request,
                        since.size(),
                        bytes));
        assertThat(seen.missing)
                .as("events missing of the last unit of %s", task)
                .isZero();
        assertThat(reading.request(seen.request))
                .contains(new RequestEntry(seen.request, "body of " + seen.request, seen.unit, seen.last));
        assertThat(reading.checkpoint("cp-" + seen.request).map(CheckpointEntry::position))
                .isEqualTo(seen.checkpoint ? Optional.of(seen.last) : Optional.empty());
    }

    /** One task's stream so far. Every payload says of which request it is and how many events that has. */
    private static final class Seen {
        private final long first;
        private long seq = -1;
        private long last;
        private long unit;
        private long missing;
        private String request = "";
        private boolean checkpoint;

        Seen(long first) {
            this.first = first;
        }

        void follow(StoredEvent event) {
            String[] words = Units.text(event).split(" ");
            if (event.unit() == unit) {
                assertThat(words[0]).isEqualTo(request);
            } else {
                assertThat(missing).as("events missing of %s", request).isZero();
                assertThat(event.position()).isEqualTo(event.unit());
                missing = Long.parseLong(words[1]);
            }
            missing--;
            request = words[0];
            checkpoint = words[2].startsWith("c");
            unit = event.unit();
            last = event.position();
            assertThat(event.seq()).isEqualTo(++seq);
        }
    }
}
