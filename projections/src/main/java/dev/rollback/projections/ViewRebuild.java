package dev.rollback.projections;

import dev.rollback.api.Progress;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.LoggedFailure;
import dev.rollback.store.Reading;
import dev.rollback.store.RowDifference;
import dev.rollback.store.Sql;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.Table;
import dev.rollback.store.TableRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a view again from the first event on, while others read it and write the store: beside the one that is shown, in
 * several reads, and at the end, in one transaction, what differs in the shown one is made as it is in the new. Killed
 * before that it leaves everything as it was. It goes as far as the shown one has come: to go on from there is for whoever
 * reads next, as ever.
 */
final class ViewRebuild {
    private static final Logger LOG = LoggerFactory.getLogger(ViewRebuild.class);

    /** So few events are taken in with everybody else waiting. */
    private static final long NEAR = 500;

    /** So many rows are put right one by one; where more are wrong all are written anew. */
    private static final int FEW = 10_000;

    private final Store store;
    private final View view;
    private final Progress progress;
    private long position;

    ViewRebuild(Store store, View view, Progress progress) {
        this.store = store;
        this.view = view;
        this.progress = progress;
    }

    /** @return how many rows were not as the events say that the view has taken in */
    long run(ViewAdvancer advancer) {
        advance(advancer);
        try (ViewAgain again = new ViewAgain(view)) {
            while (store.read(reading -> takeSome(reading, again)) > NEAR) {
                // the view may have been brought on meanwhile
            }
            return store.write(reading -> swap(reading, again));
        }
    }

    /** So that it is not done twice afterwards. A view that is damaged may not let itself be brought on. */
    private void advance(ViewAdvancer advancer) {
        try {
            advancer.advanceToHead(view);
        } catch (IllegalStateException | IllegalArgumentException | RefusedException e) {
            LOG.debug("view {} cannot be brought on before it is made again", view.name(), LoggedFailure.of(e));
        }
    }

    /** How many of the events that the view has taken in are left. */
    private long takeSome(Reading reading, ViewAgain again) {
        long goal =
                Math.min(ViewTokens.read(reading.sql(), view), reading.head().position());
        List<StoredEvent> page = reading.pageAfter(position).stream()
                .takeWhile(event -> event.position() <= goal)
                .toList();
        page.forEach(again::handle);
        position += page.size();
        progress.at(view.name(), position, goal);
        return goal - position;
    }

    private long swap(Reading reading, ViewAgain again) {
        while (takeSome(reading, again) > 0) {
            // nobody else writes now
        }
        Sql sql = reading.sql();
        List<RowDifference> differences = new ArrayList<>();
        long[] count = new long[1];
        boolean inOrder = compares(again, sql, difference -> {
            count[0]++;
            if (differences.size() < FEW) {
                differences.add(difference);
            }
        });
        if (inOrder && count[0] == differences.size()) {
            differences.forEach(difference -> remove(sql, difference));
            differences.forEach(difference -> put(sql, difference));
        } else {
            again.replace(sql);
        }
        ViewTokens.write(sql, view, position);
        return count[0];
    }

    /** False where what is shown is so damaged that its rows have no order. */
    private static boolean compares(ViewAgain again, Sql sql, Consumer<RowDifference> differences) {
        try {
            again.compare(sql, differences);
            return true;
        } catch (RefusedException e) {
            if (e.code() != RefusalCode.CORRUPT) {
                throw e;
            }
            return false;
        }
    }

    private void remove(Sql sql, RowDifference difference) {
        TableRow found = difference.found();
        if (found != null) {
            Table table = tableOf(found);
            sql.update(
                    "DELETE FROM %s WHERE (%s) = (%s)"
                            .formatted(
                                    table.name(),
                                    String.join(", ", table.key()),
                                    marks(table.key().size())),
                    found.key().toArray());
        }
    }

    private static void put(Sql sql, RowDifference difference) {
        TableRow expected = difference.expected();
        if (expected != null) {
            sql.update(insertion(expected), expected.parameters());
        }
    }

    static String insertion(TableRow row) {
        Set<String> columns = row.values().keySet();
        return "INSERT INTO %s (%s) VALUES (%s)"
                .formatted(row.table(), String.join(", ", columns), marks(columns.size()));
    }

    private Table tableOf(TableRow row) {
        return view.tables().stream()
                .filter(table -> table.name().equals(row.table()))
                .findFirst()
                .orElseThrow();
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
