package dev.rollback.store.jdbc;

import java.util.List;

/** A table of edges from tasks to tasks. An edge holds from one position until another; one that has not ended is open. */
enum EdgeTable {
    DEPENDENCY("dependency", "depends_on"),
    SUBTASK("subtask", "parent");

    private final String addition;
    private final String ending;

    EdgeTable(String table, String to) {
        this.addition = """
                INSERT INTO %1$s (task, %2$s, since, until) SELECT ?, ?, ?, ? WHERE NOT EXISTS
                (SELECT 1 FROM %1$s WHERE task = ? AND %2$s = ? AND until = ?)
                ON CONFLICT (task, %2$s, since) DO UPDATE SET until = excluded.until""".formatted(table, to);
        this.ending = "UPDATE %s SET until = ? WHERE task = ? AND %s = ? AND until = ?".formatted(table, to);
    }

    /** Does nothing where the edge holds. */
    void add(Batches batches, String task, String to, long since) {
        batches.add(List.of(this, task, to), addition, task, to, since, Long.MAX_VALUE, task, to, Long.MAX_VALUE);
    }

    void end(Batches batches, String task, String to, long until) {
        batches.add(List.of(this, task, to), ending, until, task, to, Long.MAX_VALUE);
    }
}
