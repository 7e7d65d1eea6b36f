package dev.rollback.projections;

import dev.rollback.api.PageRequest;
import dev.rollback.engine.storage.Sql;
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
        List<@Nullable Object> parameters = new ArrayList<>(values);
        parameters.add(page.limit());
        parameters.add(page.offset());
        return sql.list("SELECT *" + from() + " ORDER BY " + order + " LIMIT ? OFFSET ?", row, parameters.toArray());
    }

    private String from() {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return " FROM " + table + where;
    }
}
