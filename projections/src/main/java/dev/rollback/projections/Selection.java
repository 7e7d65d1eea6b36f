package dev.rollback.projections;

import dev.rollback.api.PageRequest;
import dev.rollback.store.Sql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one table that meet all of some conditions. */
final class Selection {
    private final Sql sql;
    private final String table;
    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    Selection(Sql sql, String table) {
        this.sql = sql;
        this.table = table;
    }

    Selection where(String condition, Object... parameters) {
        conditions.add(condition);
        values.addAll(List.of(parameters));
        return this;
    }

    long count() {
        return sql.first("SELECT count(*)" + from(), row -> row.getLong(1), values.toArray())
                .orElse(0L);
    }

    <T> List<T> page(PageRequest page, String order, Sql.RowMapper<T> row) {
        return sql.list("SELECT *" + rows(order), row, parameters(page));
    }

    /**
     * What another table has about a page of rows.
     *
     * @param query ends where the list of keys is to follow
     * @param key the column of this table that is asked for by
     */
    <T> List<T> pageOf(String query, String key, PageRequest page, String order, Sql.RowMapper<T> row) {
        return sql.list("%s (SELECT %s%s)".formatted(query, key, rows(order)), row, parameters(page));
    }

    private String rows(String order) {
        return from() + " ORDER BY " + order + " LIMIT ? OFFSET ?";
    }

    private @Nullable Object[] parameters(PageRequest page) {
        List<@Nullable Object> parameters = new ArrayList<>(values);
        parameters.add(page.limit());
        parameters.add(page.offset());
        return parameters.toArray();
    }

    private String from() {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return " FROM " + table + where;
    }
}
