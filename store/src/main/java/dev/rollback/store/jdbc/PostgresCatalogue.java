package dev.rollback.store.jdbc;

import dev.rollback.store.Sql;
import java.util.List;

/** What PostgreSQL's catalogue says of the store's schema. */
final class PostgresCatalogue {
    /** Relations, columns, constraints, other indexes, triggers, rules, policies and tables that add their rows. */
    private static final String OBJECTS = """
            WITH ours AS (
              SELECT oid, relname::text AS name, relkind, relpersistence, relrowsecurity OR relforcerowsecurity AS secured
              FROM pg_class
              WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f'))
            SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                   WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END, name, name,
                   CASE relpersistence WHEN 'p' THEN 'permanent' ELSE 'not permanent' END
                   || CASE WHEN secured THEN ', with row security' ELSE '' END
            FROM ours
            UNION ALL
            SELECT 'column', attname::text, name,
                   format_type(atttypid, atttypmod) || coalesce(' collate ' || collname::text, '')
                   || CASE WHEN attnotnull THEN ' not null' ELSE '' END
                   || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
                   || CASE WHEN attidentity <> '' OR attgenerated <> '' THEN ' generated' ELSE '' END
            FROM ours JOIN pg_attribute ON attrelid = ours.oid AND attnum > 0 AND NOT attisdropped
            LEFT JOIN pg_collation ON pg_collation.oid = attcollation
            LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE relkind = 'r'
            UNION ALL
            SELECT 'constraint', conname::text, name, pg_get_constraintdef(pg_constraint.oid)
            FROM ours JOIN pg_constraint ON conrelid = ours.oid WHERE contype NOT IN ('n', 't')
            UNION ALL
            SELECT CASE WHEN indisunique THEN 'unique index' ELSE 'index' END, other.relname::text, name,
                   replace(pg_get_indexdef(indexrelid), ' ON ' || current_schema()::regnamespace::text || '.', ' ON ')
                   || CASE WHEN indisvalid THEN '' ELSE ' (invalid)' END
            FROM ours JOIN pg_index ON indrelid = ours.oid JOIN pg_class other ON other.oid = indexrelid
            WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid)
            UNION ALL
            SELECT 'trigger', tgname::text, name, '' FROM ours JOIN pg_trigger ON tgrelid = ours.oid WHERE NOT tgisinternal
            UNION ALL
            SELECT 'rule', rulename::text, name, '' FROM ours JOIN pg_rewrite ON ev_class = ours.oid
            WHERE rulename <> '_RETURN'
            UNION ALL
            SELECT 'policy', polname::text, name, '' FROM ours JOIN pg_policy ON polrelid = ours.oid
            UNION ALL
            SELECT 'table inherited from by', child.relname::text, name, ''
            FROM ours JOIN pg_inherits ON inhparent = ours.oid JOIN pg_class child ON child.oid = inhrelid""";

    private PostgresCatalogue() {}

    static List<SchemaObject> of(Sql sql) {
        return sql.list(
                OBJECTS,
                row -> new SchemaObject(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }
}
