package dev.rollback.engine.audit;

import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import java.util.List;
import java.util.function.Consumer;

/** Goes through the log in pages that fit the memory, whatever the size of its events. */
final class LogPages {
    private LogPages() {}

    /** All events above {@code position}, in their order. */
    static void inOrder(Reading reading, long position, Consumer<StoredEvent> each) {
        long last = position;
        List<StoredEvent> page = reading.pageAfter(last);
        while (!page.isEmpty()) {
            page.forEach(each);
            last = page.get(page.size() - 1).position();
            page = reading.pageAfter(last);
        }
    }

    /** All events, stream by stream. */
    static void byStream(Reading reading, Consumer<StoredEvent> each) {
        List<StoredEvent> page = reading.pageInStreams("", -1);
        while (!page.isEmpty()) {
            page.forEach(each);
            StoredEvent last = page.get(page.size() - 1);
            page = reading.pageInStreams(last.stream(), last.seq());
        }
    }

    /** All events of one stream. */
    static void ofStream(Reading reading, String stream, Consumer<StoredEvent> each) {
        List<StoredEvent> page = reading.pageInStreams(stream, -1);
        while (!page.isEmpty()) {
            for (StoredEvent event : page) {
                if (!event.stream().equals(stream)) {
                    return;
                }
                each.accept(event);
            }
            page = reading.pageInStreams(stream, page.get(page.size() - 1).seq());
        }
    }
}
