package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Whether each of the engine's events can be read, and fits those before it as far as the views have found out. */
final class EventChecks {
    private static final String CHECK = "events";
    private static final int MOST_NAMED = 5;
    private static final List<String> HIDDEN =
            List.of("view_hidden_task", "view_hidden_checkpoint", "view_hidden_rollback");

    private final Reading reading;
    private final Function<StoredEvent, Optional<String>> damage;
    private final List<String> named = new ArrayList<>();
    private final TreeSet<Long> unreadable = new TreeSet<>();

    EventChecks(Reading reading, Function<StoredEvent, Optional<String>> damage) {
        this.reading = reading;
        this.damage = damage;
    }

    /** @param isThere whether there is a table of this name: a store may be without views */
    Finding events(Predicate<String> isThere) {
        long read = 0;
        List<StoredEvent> page = reading.pageAfter(0);
        while (!page.isEmpty()) {
            page.forEach(this::look);
            read += page.size();
            page = reading.pageAfter(page.get(page.size() - 1).position());
        }
        HIDDEN.stream().filter(isThere).forEach(this::lookHidden);
        if (unreadable.isEmpty()) {
            return Finding.ok(CHECK, "all can be read");
        }
        int more = unreadable.size() - named.size();
        String found = "%d of %d cannot be used: %s%s"
                .formatted(
                        unreadable.size(),
                        read,
                        String.join("; ", named),
                        more > 0 ? "; and %d more".formatted(more) : "");
        return Finding.problem(
                CHECK,
                RefusalCode.CORRUPT,
                found,
                "What belongs to these streams is hidden, everything else works. Restore a copy of the store, and keep this one to find out what happened.");
    }

    private void look(StoredEvent event) {
        damage.apply(event).ifPresent(what -> add(event.position(), what));
    }

    private void lookHidden(String table) {
        reading.sql().list("SELECT position, stream FROM " + table, row -> {
            long position = row.getLong(1);
            add(position, "event %d of %s: it does not fit those before it".formatted(position, row.getString(2)));
            return position;
        });
    }

    private void add(long position, String what) {
        if (unreadable.add(position) && named.size() < MOST_NAMED) {
            named.add(what);
        }
    }
}
