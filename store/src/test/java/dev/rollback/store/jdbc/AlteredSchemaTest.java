package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.moved;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.audit.StoreDiagnosis;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import dev.rollback.api.audit.StoreDiagnosis.Level;
import dev.rollback.store.MigrationScripts;
import dev.rollback.store.OldStores;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import dev.rollback.store.Units;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever changes a store's tables with another program is noticed before anything is read of them, or written. */
@Timeout(60)
class AlteredSchemaTest {
    private static final StoreOptions OPTIONS = StoreOptions.of(new TestClock());
    private static final PostgresLogin LOGIN = new PostgresLogin(null, null);

    @TempDir
    Path folder = Path.of("");

    private static final String ENDLESS = """
            AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS position FROM n""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SQLITE | CREATE TRIGGER swallow BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END | trigger swallow of table event is extra
            SQLITE | CREATE TRIGGER later AFTER UPDATE ON store_head BEGIN DELETE FROM event; END | trigger later of table store_head is extra
            SQLITE | CREATE TRIGGER swallow BEFORE INSERT ON EVENT BEGIN SELECT RAISE(IGNORE); END | trigger swallow of table event is extra
            SQLITE | CREATE TRIGGER swallow BEFORE INSERT ON "Event" BEGIN SELECT RAISE(IGNORE); END | trigger swallow of table event is extra
            SQLITE | DROP TABLE lease; CREATE VIEW LEASE ENDLESS | lease is a view, not a table
            SQLITE | DROP TABLE lease; CREATE VIEW lease ENDLESS | lease is a view, not a table
            SQLITE | DROP TABLE schema_migration; CREATE VIEW schema_migration ENDLESS | schema_migration is a view, not a table
            SQLITE | DROP INDEX dependency_on | index dependency_on of table dependency is missing (create index dependency_on on dependency(depends_on))
            SQLITE | DROP TABLE undo | table undo is missing
            SQLITE | ALTER TABLE event ADD COLUMN more TEXT DEFAULT 'x' | table event is different
            SQLITE | CREATE UNIQUE INDEX once ON event (position) | unique index once of table event is extra
            SQLITE | DROP TABLE request; CREATE TABLE request (id TEXT, body_hash TEXT, first_position INTEGER, last_position INTEGER) | table request is different
            POSTGRESQL | CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER swallow BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION no() | trigger swallow of table event is extra
            POSTGRESQL | CREATE RULE nothing AS ON INSERT TO event DO INSTEAD NOTHING | rule nothing of table event is extra
            POSTGRESQL | DROP TABLE lease; CREATE VIEW lease ENDLESS | lease is a view, not a table
            POSTGRESQL | DROP TABLE schema_migration; CREATE VIEW schema_migration ENDLESS | schema_migration is a view, not a table
            POSTGRESQL | DROP INDEX dependency_on | index dependency_on of table dependency is missing (CREATE INDEX dependency_on
            POSTGRESQL | ALTER TABLE event DROP CONSTRAINT event_stream_seq_key | constraint event_stream_seq_key of table event is missing
            POSTGRESQL | ALTER TABLE event ADD CHECK (name <> 'x') | constraint event_name_check of table event is extra
            POSTGRESQL | ALTER TABLE store_head ALTER COLUMN position TYPE INTEGER | column position of table store_head is different: integer not null instead of bigint not null
            POSTGRESQL | ALTER TABLE event ALTER COLUMN stream TYPE TEXT COLLATE "default" | column stream of table event is different
            POSTGRESQL | ALTER TABLE event ENABLE ROW LEVEL SECURITY | table event is different: permanent, with row security
            POSTGRESQL | CREATE POLICY none ON event USING (false) | policy none of table event is extra
            POSTGRESQL | ALTER TABLE snapshot SET UNLOGGED | table snapshot is different: not permanent
            POSTGRESQL | CREATE TABLE child () INHERITS (event) | table inherited from by child of table event is extra
            POSTGRESQL | CREATE UNIQUE INDEX once ON event (position) | unique index once of table event is extra
            """)
    void what_was_altered_is_named_before_anything_is_read(StoreKind kind, String change, String words)
            throws SQLException {
        makeStore(kind);
        alter(kind, change.replace("ENDLESS", ENDLESS));
        assertRefused(() -> StoreKind.openAt(kind.address(folder), OPTIONS), words);
        assertRefused(() -> kind.look(folder, OPTIONS), words);
        StoreDiagnosis diagnosis = diagnose(kind);
        assertThat(diagnosis.problem()).contains(RefusalCode.CORRUPT);
        assertThat(diagnosis.findings())
                .filteredOn(finding ->
                        finding.level() == Level.PROBLEM && finding.check().equals("schema"))
                .extracting(Finding::found)
                .anySatisfy(found -> assertThat(found).contains(words));
    }

    @ParameterizedTest
    @EnumSource(StoreKind.class)
    void what_does_no_harm_is_told_by_the_doctor_alone(StoreKind kind) throws SQLException {
        makeStore(kind);
        alter(kind, "CREATE INDEX of_mine ON event (name); CREATE VIEW report AS SELECT position FROM event");
        StoreKind.openAt(kind.address(folder), OPTIONS).close();
        assertThat(diagnose(kind).problem()).isEmpty();
        assertThat(diagnose(kind).findings())
                .filteredOn(finding -> finding.level() == Level.WARNING)
                .extracting(Finding::found)
                .containsExactlyInAnyOrder("index of_mine of table event is extra", "view report is extra");
    }

    @ParameterizedTest
    @EnumSource(StoreKind.class)
    void a_store_of_the_first_version_has_all_that_is_expected_once_it_is_opened(StoreKind kind) {
        OldStores.create(kind, folder, List.of(Units.event("task/a", 0, "x")));
        StoreKind.openAt(kind.address(folder), OPTIONS).close();
        assertThat(diagnose(kind).findings()).extracting(Finding::level).containsOnly(Level.OK);
    }

    @ParameterizedTest
    @EnumSource(StoreKind.class)
    void a_store_of_the_first_version_with_a_trigger_is_not_brought_up_to_date(StoreKind kind) throws SQLException {
        OldStores.create(kind, folder, List.of(Units.event("task/a", 0, "x")));
        alter(
                kind,
                kind == StoreKind.SQLITE
                        ? "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM lease; END"
                        : "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
                                + " CREATE TRIGGER t BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION no()");
        assertRefused(() -> StoreKind.openAt(kind.address(folder), OPTIONS), "trigger t of table event is extra");
        try (Store store = StoreKind.openAt(kind.address(folder), OldStores.FIRST)) {
            assertThat(store.<List<Long>>read(reading ->
                            reading.sql().list("SELECT number FROM schema_migration", row -> row.getLong(1))))
                    .asInstanceOf(LIST)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(StoreKind.class)
    void an_insert_that_stores_nothing_fails_the_unit_in_a_store_that_is_open(StoreKind kind) throws SQLException {
        try (Store store = kind.create(folder, OPTIONS)) {
            store.append(indexed(unit("task/a", 0), moved("a", 0)));
            alter(
                    kind,
                    kind == StoreKind.SQLITE
                            ? "CREATE TRIGGER swallow BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END"
                            : "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
                                    + " CREATE TRIGGER swallow BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION no()");
            for (String[] events : List.of(new String[] {"1"}, new String[] {"1", "2", "3"})) {
                assertThatThrownBy(() -> store.append(indexed(unit("task/a", 1, events), moved("a", events.length))))
                        .isInstanceOf(RefusedException.class)
                        .extracting("code")
                        .isEqualTo(RefusalCode.CORRUPT);
            }
            assertThat(store.read(Reading::head).position()).isEqualTo(1);
            alter(kind, kind == StoreKind.SQLITE ? "DROP TRIGGER swallow" : "DROP TRIGGER swallow ON event");
            assertThat(store.append(indexed(unit("task/a", 1), moved("a", 1))).first())
                    .isEqualTo(2);
        }
    }

    @Test
    void an_event_that_the_database_swallows_is_missed_where_its_count_is_not_told() throws SQLException {
        StoreKind kind = StoreKind.POSTGRESQL;
        try (Store store = kind.create(folder, OPTIONS)) {
            alter(
                    kind,
                    "CREATE FUNCTION part() RETURNS trigger LANGUAGE plpgsql AS"
                            + " 'BEGIN IF NEW.seq = 1 THEN RETURN NULL; END IF; RETURN NEW; END';"
                            + " CREATE TRIGGER part BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION part()");
            assertThatThrownBy(() -> store.append(unit("task/a", 0, "0", "1", "2")))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("did not keep the events");
            assertThat(store.read(Reading::head).position()).isZero();
        }
    }

    @Test
    void an_index_row_that_is_swallowed_fails_the_unit() throws SQLException {
        Path file = folder.resolve("store.db");
        SqliteStore.create(file, OPTIONS).close();
        SqliteConnections connections = new SqliteConnections(file, OPTIONS.patience());
        StoreOptions unchecked = new StoreOptions(
                OPTIONS.clock(),
                OPTIONS.patience(),
                1,
                List.<MigrationScripts>of(),
                OPTIONS.monitor(),
                OPTIONS.damage());
        try (Store store = new JdbcStore(connections, new SqliteDialect(file), unchecked)) {
            alter(
                    StoreKind.SQLITE,
                    "CREATE TRIGGER swallow BEFORE INSERT ON task_head BEGIN SELECT RAISE(IGNORE); END");
            assertThatThrownBy(() -> store.append(indexed(unit("task/a", 0), moved("a", 0))))
                    .hasMessageContaining("its table task_head");
            alter(StoreKind.SQLITE, "CREATE TRIGGER also BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END");
            assertThatThrownBy(() -> store.append(unit("task/a", 0))).hasMessageContaining("its table event");
            assertThat(store.read(Reading::head).position()).isZero();
        }
    }

    private void makeStore(StoreKind kind) {
        try (Store store = kind.create(folder, OPTIONS)) {
            store.append(indexed(unit("task/a", 0, "0", "1"), moved("a", 1)));
        }
    }

    private static void assertRefused(ThrowingCallable call, String words) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, call);
        assertThat(refused).isNotNull().hasMessageContaining(words);
        assertThat(refused.code()).isEqualTo(RefusalCode.CORRUPT);
    }

    private StoreDiagnosis diagnose(StoreKind kind) {
        return kind == StoreKind.SQLITE
                ? SqliteDiagnosis.of(folder.resolve("store.db"), OPTIONS)
                : PostgresStore.diagnose(kind.address(folder), LOGIN, OPTIONS);
    }

    private void alter(StoreKind kind, String statements) throws SQLException {
        String url = kind == StoreKind.SQLITE ? "jdbc:sqlite:" + folder.resolve("store.db") : kind.address(folder);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            if (kind == StoreKind.POSTGRESQL) {
                statement.execute(statements);
                return;
            }
            for (String one : statements.split(";(?! (END|SELECT))")) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
        }
    }
}
