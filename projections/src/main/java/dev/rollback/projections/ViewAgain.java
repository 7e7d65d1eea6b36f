package dev.rollback.projections;

import dev.rollback.store.RowDifference;
import dev.rollback.store.Sql;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.Table;
import dev.rollback.store.TableRow;
import dev.rollback.store.jdbc.ScratchStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** A view made again in tables of its own, beside the one that is shown, which stays as it is. For one thread. */
final class ViewAgain implements AutoCloseable {
    private static final int TOGETHER = 1_000;
    private static final int COPIED = 100;
    private static final long BYTES = 8L << 20;

    private final View view;
    private final ViewHandlers handlers;
    private final ScratchStore scratch = new ScratchStore(List.of(ProjectionsSchema.SCRIPTS));
    private final List<StoredEvent> waiting = new ArrayList<>();
    private long bytes;

    ViewAgain(View view) {
        this.view = view;
        this.handlers = new ViewHandlers(view);
    }

    /** Takes in the next event of the log. */
    void handle(StoredEvent event) {
        if (!handlers.takes(event)) {
            return;
        }
        waiting.add(event);
        bytes += event.payload().length;
        if (waiting.size() == TOGETHER || bytes > BYTES) {
            flush();
        }
    }

    private void flush() {
        scratch.write(sql -> waiting.forEach(handlers.into(sql)::handleAgain));
        waiting.clear();
        bytes = 0;
    }

    /**
     * Tells of every row of {@code shown} that is not as it was made again.
     *
     * @return how many rows are shown
     */
    long compare(Sql shown, Consumer<RowDifference> differences) {
        flush();
        long[] rows = new long[1];
        scratch.read(sql -> {
            for (Table table : view.tables()) {
                RowDifference.each(table.rows(sql), counted(table.rows(shown), rows), differences);
            }
            return true;
        });
        return rows[0];
    }

    /** Writes all of it in the place of what is shown. */
    void replace(Sql shown) {
        flush();
        handlers.reset(shown);
        scratch.read(sql -> {
            for (Table table : view.tables()) {
                copy(table.rows(sql), shown);
            }
            return true;
        });
    }

    private static void copy(Iterator<TableRow> rows, Sql to) {
        List<TableRow> some = new ArrayList<>();
        while (rows.hasNext()) {
            some.add(rows.next());
            if (some.size() == COPIED || !rows.hasNext()) {
                to.updateAll(
                        ViewRebuild.insertion(some.get(0)),
                        some.stream().map(TableRow::parameters).toList());
                some.clear();
            }
        }
    }

    private static Iterator<TableRow> counted(Iterator<TableRow> rows, long[] count) {
        Iterable<TableRow> all = () -> rows;
        return StreamSupport.stream(all.spliterator(), false)
                .peek(row -> count[0]++)
                .iterator();
    }

    @Override
    public void close() {
        scratch.close();
    }
}
