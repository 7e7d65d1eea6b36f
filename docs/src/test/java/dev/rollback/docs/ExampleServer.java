package dev.rollback.docs;

import dev.rollback.docs.Documents.Block;
import dev.rollback.store.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a document calls {@code db.example}: a server of the tests' own, on which the document's SQL is run first. */
final class ExampleServer {
    private static final String NAME = "db.example";
    private static final Pattern LOGIN = Pattern.compile("CREATE ROLE (\\w+) LOGIN PASSWORD");

    private final boolean used;

    private ExampleServer(boolean used) {
        this.used = used;
    }

    static ExampleServer of(List<Block> blocks) throws SQLException {
        ExampleServer server =
                new ExampleServer(blocks.stream().anyMatch(block -> block.text().contains(NAME)));
        for (Block block : blocks) {
            if (block.language().equals("sql")) {
                server.execute(block.text());
            }
        }
        return server;
    }

    /** What the document says, of the server that is there. */
    String real(String text) {
        return used ? text.replace(NAME, PostgresServer.shared().place()) : text;
    }

    /** What the server that is there says, as the document has it. */
    String told(String text) {
        return used ? text.replace(PostgresServer.shared().place(), NAME) : text;
    }

    private void execute(String script) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(PostgresServer.shared().url("public"));
                Statement statement = connection.createStatement()) {
            for (String sql : script.split(";\\s*")) {
                statement.execute(sql);
            }
        }
        Matcher role = LOGIN.matcher(script);
        while (role.find()) {
            PostgresServer.shared().requirePassword(role.group(1));
        }
    }
}
