package dev.rollback.store.jdbc;

import dev.rollback.store.Sql;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SQLite says of its schema: the statements that made it. Its own tables and indexes are none of it. */
final class SqliteSchema {
    private static final String OBJECTS = // names as SQLite compares them, whatever their case
            "SELECT type, lower(name), lower(tbl_name), coalesce(sql, '') FROM sqlite_master"
                    + " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

    /** Text in quotes, which stays; comments, names in quotes, white space and what needs none beside it. */
    private static final Pattern TOKENS = Pattern.compile(
            "('(?:[^']|'')*')|(--[^\\n]*|/\\*.*?\\*/)|[\"`\\[](\\w+)[\"`\\]]|\\s*([(),])\\s*|(\\s+)", Pattern.DOTALL);

    private SqliteSchema() {}

    static List<SchemaObject> of(Sql sql) {
        return sql.list(OBJECTS, row -> object(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    private static SchemaObject object(String type, String name, String table, String sql) {
        String definition = normal(sql);
        boolean unique = definition.startsWith("create unique index");
        return new SchemaObject(unique ? SchemaObject.UNIQUE_INDEX : type, name, table, definition);
    }

    /** The same for statements that differ in white space, quotes around names, comments and case. */
    static String normal(String sql) {
        Matcher tokens = TOKENS.matcher(sql);
        StringBuilder normal = new StringBuilder();
        int from = 0;
        while (tokens.find()) {
            normal.append(sql.substring(from, tokens.start()).toLowerCase(Locale.ROOT));
            from = tokens.end();
            if (tokens.group(1) != null) {
                normal.append(tokens.group(1));
            } else if (tokens.group(3) != null) {
                normal.append(tokens.group(3).toLowerCase(Locale.ROOT));
            } else if (tokens.group(4) != null) {
                trim(normal).append(tokens.group(4));
            } else if (!normal.isEmpty() && " (,".indexOf(normal.charAt(normal.length() - 1)) < 0) {
                normal.append(' ');
            }
        }
        normal.append(sql.substring(from).toLowerCase(Locale.ROOT));
        return trim(normal).toString();
    }

    private static StringBuilder trim(StringBuilder text) {
        while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        return text;
    }
}
