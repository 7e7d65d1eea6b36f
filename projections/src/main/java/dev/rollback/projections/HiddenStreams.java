package dev.rollback.projections;

import dev.rollback.store.Sql;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.Streams;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The streams of which a view shows nothing from an event on that cannot be read, as they are in one transaction. */
final class HiddenStreams {
    private final View view;
    private final Sql sql;
    private final Set<String> hidden;

    HiddenStreams(View view, Sql sql) {
        this.view = view;
        this.sql = sql;
        this.hidden = all(sql, view).stream().map(Hidden::stream).collect(Collectors.toSet());
    }

    /** From the event at {@code position} on. */
    record Hidden(String stream, long position) {}

    static List<Hidden> all(Sql sql, View view) {
        return sql.list(
                "SELECT stream, position FROM %s ORDER BY stream".formatted(view.hidden()),
                row -> new Hidden(row.getString(1), row.getLong(2)));
    }

    boolean contains(StoredEvent event) {
        return hidden.contains(event.stream());
    }

    /** A task of which not all is known is not shown at all: what was true before the event need not be true after it. */
    void add(StoredEvent event) {
        sql.update(
                "INSERT INTO %s (stream, position) VALUES (?, ?)".formatted(view.hidden()),
                event.stream(),
                event.position());
        hidden.add(event.stream());
        if (view.name().equals(View.TASKS.name()) && Streams.isTask(event.stream())) {
            new TaskViews(sql)
                    .remove(event.stream().substring(Streams.ofTask("").length()));
        }
    }

    void clear() {
        sql.update("DELETE FROM " + view.hidden());
        hidden.clear();
    }
}
