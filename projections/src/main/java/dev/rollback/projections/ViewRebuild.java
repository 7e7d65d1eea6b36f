package dev.rollback.projections;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.engine.audit.Progress;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.RowDifference;
import dev.rollback.engine.storage.Sql;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoredEvent;
import dev.rollback.engine.storage.Table;
import dev.rollback.engine.storage.TableRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes a view again from the first event on, while others read it and write the store: beside the one that is shown, in
 * several reads, and at the end, in one transaction, what differs in the shown one is made as it is in the new. Killed
 * before that it leaves everything as it was.
 */
final class ViewRebuild {
    /** So near to the log's end the rest is taken in with everybody else waiting. */
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

    /** @return how many rows had to be changed */
    long run() {
        try (ViewAgain again = new ViewAgain(view)) {
            while (store.read(reading -> takeSome(reading, again)) > NEAR) {
                // the log may have grown meanwhile
            }
            return store.write(reading -> swap(reading, again));
        }
    }

    /** How many events are left. */
    private long takeSome(Reading reading, ViewAgain again) {
        List<StoredEvent> page = reading.pageAfter(position);
        page.forEach(again::handle);
        position += page.size();
        long head = reading.head().position();
        progress.at(view.name(), position, head);
        return head - position;
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
