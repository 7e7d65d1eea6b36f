package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A store whose tables another program has changed: nothing is acknowledged, nothing hangs, and the change is named. */
@Timeout(60)
@OnEveryStore
class AlteredStoreOnTheCommandLineTest {
    private static final String ENDLESS =
            " AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS task, i AS position FROM n";

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    private Workplace here;

    @BeforeEach
    void oneTask() {
        here = Workplace.of(kind, folder);
        co(here, "init").exits(0);
        co(here, "tasks", "register", "A", "--title", "t").exits(0);
    }

    @Test
    void a_trigger_that_swallows_inserts_is_named_before_anything_is_written() throws SQLException {
        alter(
                kind == StoreKind.SQLITE
                        ? "CREATE TRIGGER swallow BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END"
                        : "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
        if (kind == StoreKind.POSTGRESQL) {
            alter("CREATE TRIGGER swallow BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION no()");
        }
        String named = "trigger swallow of table event is extra";
        co(here, "tasks", "update", "A", "--merge", "{\"n\":1}").exits(5).complains(named);
        co(here, "audit").exits(5).complains(named);
        co(here, "doctor").exits(5).prints(named, "schema: ");
        alter(kind == StoreKind.SQLITE ? "DROP TRIGGER swallow" : "DROP TRIGGER swallow ON event");
        co(here, "tasks", "update", "A", "--merge", "{\"n\":1}").exits(0);
        co(here, "audit").exits(0);
    }

    @Test
    void a_view_that_never_ends_in_place_of_a_table_is_not_read() throws SQLException {
        for (String table : new String[] {"view_task", "task_head"}) {
            alter("ALTER TABLE %s RENAME TO away".formatted(table));
            alter("CREATE VIEW " + table + ENDLESS);
            for (String command : new String[] {"status", "doctor", "audit"}) {
                CoRun run = co(here, command).exits(5);
                assertThat(run.out() + run.err()).contains(table + " is a view, not a table");
            }
            alter("DROP VIEW " + table);
            alter("ALTER TABLE away RENAME TO " + table);
        }
        co(here, "status").exits(0);
    }

    private void alter(String statement) throws SQLException {
        String address = kind == StoreKind.SQLITE
                ? "jdbc:sqlite:" + folder.resolve(".taskmaster/rollbacks/store.db")
                : here.environment().get("CO_STORE");
        try (Connection connection = DriverManager.getConnection(address);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
