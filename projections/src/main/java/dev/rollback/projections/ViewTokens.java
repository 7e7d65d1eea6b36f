package dev.rollback.projections;

import dev.rollback.store.Sql;

/** How far each view has come: the position of the last event it has taken in, 0 for none. */
final class ViewTokens {
    private ViewTokens() {}

    static long read(Sql sql, View view) {
        return sql.first("SELECT position FROM view_token WHERE view = ?", row -> row.getLong(1), view.name())
                .orElse(0L);
    }

    static void write(Sql sql, View view, long position) {
        sql.update(
                "INSERT INTO view_token (view, position) VALUES (?, ?)"
                        + " ON CONFLICT (view) DO UPDATE SET position = excluded.position",
                view.name(),
                position);
    }
}
