package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static dev.rollback.cli.CoRun.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollback.store.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores in a PostgreSQL database: what {@code co} says where there is one, none, another's, or nobody answers. */
class StoreDatabaseTest {
    private final String schema = "s_" + UUID.randomUUID().toString().replace("-", "");
    private final String url = PostgresServer.shared().url(schema);

    @TempDir
    Path here;

    @Test
    void G01_init_makes_the_store_in_the_database_that_it_is_told() {
        co(here, "init", "--store", url).exits(0).prints("Made a store in " + url + ".");
        co(here, "init", "--store", url).exits(0).prints("There is a store in " + url + " already.");
        co(here, "tasks", "register", "A", "--title", "t", "--store", url).exits(0);
        assertThat(with(here, Map.of("CO_STORE", url), "tasks", "list", "-o", "id")
                        .exits(0)
                        .out())
                .isEqualTo("A\n");
        with(here, Map.of("CO_STORE", url), "status").prints(url, "events:       1");
        assertThat(here).isEmptyDirectory();
    }

    @Test
    void people_in_different_folders_share_it(@TempDir Path elsewhere) {
        Map<String, String> shared = Map.of("CO_STORE", url);
        with(here, shared, "init").exits(0);
        with(here, shared, "tasks", "register", "A", "--title", "t").exits(0);
        with(elsewhere, shared, "tasks", "start", "A").exits(0);
        with(here, shared, "tasks", "start", "A").exits(4).complains("worked on");
        co(elsewhere, "tasks", "list").exits(3);
    }

    @Test
    void without_a_store_there_every_command_says_how_to_make_one() {
        for (List<String> command : List.of(
                List.of("status"),
                List.of("tasks", "list"),
                List.of("rollback", "history"),
                List.of("export"),
                List.of("tasks", "register", "A", "--title", "t"),
                List.of("rollback", "cp-1", "--reason", "x", "--yes"))) {
            with(here, Map.of("CO_STORE", url), command.toArray(String[]::new))
                    .exits(3)
                    .complains("there is no store in schema " + schema, "Run 'co init' to make one.");
        }
        String nowhere = url.replace("/postgres?", "/nowhere?");
        co(here, "init", "--store", nowhere).exits(3).complains("does not exist. Create the database");
    }

    @Test
    void the_schema_of_another_program_and_a_store_of_a_newer_version_are_left_alone() throws SQLException {
        execute("CREATE SCHEMA " + schema, "CREATE TABLE %s.orders (x INT)".formatted(schema));
        co(here, "init", "--store", url).exits(2).complains("of another program", "?currentSchema=NAME");
        co(here, "status", "--store", url).exits(2).complains("of another program");
        execute("DROP TABLE %s.orders".formatted(schema));
        co(here, "init", "--store", url).exits(0);
        execute("INSERT INTO %s.schema_migration VALUES ('engine', 99, 'x', 0)".formatted(schema));
        co(here, "status", "--store", url).exits(7).complains("at 99", "use the newer program");
        co(here, "init", "--store", url).exits(7);
    }

    @Test
    void a_login_comes_from_the_environment_and_a_password_is_never_shown() throws SQLException {
        execute("CREATE ROLE r%s LOGIN SUPERUSER PASSWORD 'right-secret'".formatted(schema));
        PostgresServer.shared().requirePassword("r" + schema);
        String open = url.replace("user=postgres&", "");
        await().untilAsserted(() -> assertThat(as("wrong-secret", open, "status")
                        .exits(6)
                        .complains("refused the login. See PGUSER, and PGPASSWORD or the password file.")
                        .err())
                .doesNotContain("secret"));
        as("right-secret", open, "init").exits(0);
        as("right-secret", open, "status").exits(0);
        co(here, "status", "--store", "jdbc:postgresql://ann:right-secret@localhost/shop")
                .exits(2)
                .complains("PGPASSWORD");
    }

    private CoRun as(String password, String store, String command) {
        Map<String, String> environment =
                Map.of("PGUSER", "r" + schema, "PGPASSWORD", password, "CO_STORE", store, "CO_DEBUG", "1");
        return with(here, environment, command);
    }

    @Test
    void a_server_that_does_not_answer_is_named_at_once() {
        co(here, "status", "--store", "jdbc:postgresql://localhost:1/shop")
                .exits(6)
                .complains("the store jdbc:postgresql://localhost:1/shop cannot be reached", "try again.");
        co(here, "status", "--store", "jdbc:mysql://localhost/shop").exits(2).complains("jdbc:postgresql://");
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(PostgresServer.shared().url("public"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
