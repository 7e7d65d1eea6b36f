package dev.rollback.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

/** A process that asks a database file one question as any SQLite program would, prints the answer, and closes it. */
final class PlainSqlite {
    private PlainSqlite() {}

    public static void main(String[] arguments) throws Exception {
        try (Connection connection = SqliteFileTest.sqlite(Path.of(arguments[0]));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(arguments[1])) {
            System.out.println(rows.next() ? rows.getString(1) : "");
        }
    }
}
