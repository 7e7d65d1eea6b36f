package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.store.Callers;
import dev.rollback.store.Callers.Call;
import dev.rollback.store.PostgresServer;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a store is made and found in a PostgreSQL server, and what it meets there. */
@Timeout(120)
class PostgresSchemaTest {
    private static final PostgresLogin NOBODY = new PostgresLogin(null, null);
    private static final StoreOptions OPTIONS = StoreOptions.of(new TestClock());

    private final String schema = "s_" + UUID.randomUUID().toString().replace("-", "");
    private String url = "";

    @BeforeEach
    void address() {
        url = PostgresServer.shared().url(schema);
    }

    @Test
    void opening_a_missing_store_is_refused_and_makes_nothing() throws SQLException {
        assertRefused(RefusalCode.NOT_FOUND, "there is no store in schema", () -> open(url));
        assertThatThrownBy(() -> open(url))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.remedy()).contains(Remedy.of(Action.CREATE_STORE)));
        assertThat(ask("SELECT nspname FROM pg_namespace WHERE nspname = '%s'".formatted(schema)))
                .isEmpty();
    }

    @Test
    void a_store_has_a_schema_of_its_own_that_is_called_rollback_unless_the_address_says_otherwise()
            throws SQLException {
        String other = database("CREATE DATABASE %s").replace("&currentSchema=" + schema, "");
        create(other).close();
        try (Store store = open(other + "&currentSchema=rollback")) {
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
        }
        create(other + "&currentSchema=" + schema).close();
        try (Store store = open(other + "&currentSchema=" + schema)) {
            assertThat(store.read(Reading::head).position()).isZero();
        }
    }

    @Test
    void a_schema_may_be_called_as_a_word_of_sql() throws SQLException {
        String other = database("CREATE DATABASE %s").replace("&currentSchema=" + schema, "&currentSchema=order");
        create(other).close();
        try (Store store = open(other)) {
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
        }
    }

    @Test
    void an_empty_schema_becomes_a_store() throws SQLException {
        execute("CREATE SCHEMA " + schema);
        assertRefused(RefusalCode.NOT_FOUND, "there is no store in schema", () -> open(url));
        try (Store store = create(url)) {
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TABLE orders (x INT)",
                "TABLE event (x INT)",
                "TABLE store_head (x INT)",
                "TABLE schema_migration (x INT)",
                "TABLE lease (x INT)",
                "VIEW request AS SELECT 1 AS x"
            })
    void a_schema_of_another_program_is_refused_untouched(String theirs) throws SQLException {
        execute("CREATE SCHEMA " + schema);
        execute("CREATE " + theirs.replaceFirst(" ", " " + schema + "."));
        List<String> before = tables();
        assertThat(before).hasSize(1);
        assertRefused(RefusalCode.INVALID_INPUT, "of another program", () -> open(url));
        assertRefused(RefusalCode.INVALID_INPUT, "currentSchema", () -> create(url));
        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void several_may_make_the_store_at_once() throws Exception {
        for (int round = 0; round < 5; round++) {
            String place = PostgresServer.shared().url(schema + "_" + round);
            List<Call<Boolean>> calls = IntStream.range(0, 4)
                    .mapToObj(n -> Callers.start(() -> {
                        try (Store store = create(place)) {
                            return store.append(unit("task/" + n, 0)).first() > 0;
                        }
                    }))
                    .toList();
            assertThat(Callers.all(calls)).hasSize(4).containsOnly(true);
        }
    }

    @Test
    void a_database_that_is_missing_or_cannot_keep_every_character_is_refused() throws SQLException {
        assertRefused(RefusalCode.NOT_FOUND, "does not exist", () -> create(url.replace("/postgres?", "/nowhere?")));
        String latin = database("CREATE DATABASE %s TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
        assertRefused(RefusalCode.INVALID_INPUT, "UTF8", () -> create(latin));
        assertRefused(RefusalCode.NOT_FOUND, "there is no store in schema", () -> open(latin));
    }

    @Test
    void a_user_is_told_what_it_may_not_do() throws SQLException {
        String role = role("LOGIN");
        assertRefused(RefusalCode.STORE_UNAVAILABLE, "permission denied for database", () -> create(as(role)));
        create(url).close();
        assertRefused(RefusalCode.STORE_UNAVAILABLE, "may not be used by this user", () -> open(as(role)));
        assertRefused(RefusalCode.STORE_UNAVAILABLE, "may not be used by this user", () -> create(as(role)));
        execute("GRANT USAGE ON SCHEMA %s TO %s".formatted(schema, role));
        assertRefused(RefusalCode.STORE_UNAVAILABLE, "permission denied for table", () -> open(as(role)));
        execute("GRANT SELECT ON ALL TABLES IN SCHEMA %s TO %s".formatted(schema, role));
        try (Store store = open(as(role))) {
            assertThat(store.read(Reading::head).position()).isZero();
            assertRefused(
                    RefusalCode.STORE_UNAVAILABLE,
                    "permission denied for table store_head. Have it granted, or log in as another user.",
                    () -> store.append(unit("task/a", 0)));
        }
    }

    @Test
    void a_users_own_defaults_change_nothing() throws SQLException {
        String role = role("LOGIN SUPERUSER");
        for (String setting : List.of(
                "synchronous_commit = off",
                "default_transaction_isolation = 'serializable'",
                "search_path = public",
                "standard_conforming_strings = off",
                "timezone = 'Asia/Kathmandu'")) {
            execute("ALTER ROLE %s SET %s".formatted(role, setting));
        }
        try (Store one = create(as(role));
                Store two = open(as(role))) {
            one.append(unit("task/a", 0));
            assertThat(two.append(unit("task/a", 1, "a\\b'c")).first()).isEqualTo(2);
            assertThat(one.read(Reading::head).recordedAt()).isEqualTo(TestClock.START);
            assertThat(one.<String>write(reading -> reading.sql()
                            .first("SELECT current_setting('synchronous_commit')", row -> row.getString(1))
                            .orElseThrow()))
                    .isEqualTo("on");
        }
    }

    @Test
    void a_wrong_password_is_refused_and_shown_nowhere() throws SQLException {
        String role = role("LOGIN SUPERUSER PASSWORD 'right-secret'");
        PostgresServer.shared().requirePassword(role);
        String open = url.replace("user=postgres&", "");
        await().untilAsserted(() -> assertRefused(
                RefusalCode.STORE_UNAVAILABLE,
                "refused the login. See PGUSER, and PGPASSWORD",
                () -> PostgresStore.open(open, new PostgresLogin(role, "wrong-secret"), OPTIONS)));
        assertRefused(
                RefusalCode.STORE_UNAVAILABLE,
                "refused the login",
                () -> PostgresStore.create(open, new PostgresLogin(role, null), OPTIONS));
        try (Store store = PostgresStore.create(open, new PostgresLogin(role, "right-secret"), OPTIONS)) {
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
        }
        assertThat(new PostgresLogin(role, "right-secret")).asString().doesNotContain("secret");
    }

    @Test
    void where_the_environment_has_no_password_the_password_file_is_read(@TempDir Path folder)
            throws SQLException, IOException {
        String role = role("LOGIN SUPERUSER PASSWORD 'right-secret'");
        PostgresServer.shared().requirePassword(role);
        Path file = Files.writeString(folder.resolve(".pgpass"), "*:*:postgres:%s:right-secret".formatted(role));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        String open = url.replace("user=postgres&", "");
        PostgresLogin login = new PostgresLogin(role, null);
        await().untilAsserted(() -> assertRefused(
                RefusalCode.STORE_UNAVAILABLE, "refused", () -> PostgresStore.open(open, login, OPTIONS)));
        System.setProperty("org.postgresql.pgpassfile", file.toString());
        try (Store store = PostgresStore.create(open, login, OPTIONS)) {
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
        } finally {
            System.clearProperty("org.postgresql.pgpassfile");
        }
    }

    @Test
    void a_server_without_tls_is_not_said_to_refuse_the_login() {
        assertRefused(
                RefusalCode.STORE_UNAVAILABLE,
                "takes no connection as its URL demands (sslmode): The server does not support SSL",
                () -> open(url + "&sslmode=require"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&sslmode=perhaps", "&options=-c%20no_such_setting=1", "&socketTimeout=soon"})
    void a_parameter_of_the_url_that_is_wrong_is_told_as_such(String parameter) {
        assertRefused(RefusalCode.INVALID_INPUT, "", () -> open(url + parameter));
    }

    @Test
    void a_server_that_is_not_there_is_named() {
        String away = "jdbc:postgresql://localhost:1/shop";
        assertRefused(RefusalCode.STORE_UNAVAILABLE, "the store " + away + " cannot be reached", () -> open(away));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://ann:a-secret@localhost/shop",
                "jdbc:postgresql://localhost/shop?user=ann&password=a-secret",
                "jdbc:postgresql://localhost/shop?PassWord=a-secret",
                "jdbc:postgresql:shop?sslpassword=a-secret"
            })
    void a_password_in_an_address_is_refused_without_repeating_it(String address) {
        assertRefused(RefusalCode.INVALID_INPUT, "PGPASSWORD", () -> open(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "A", "a b", "a;b", "\"a\"", "1a", "%61", "a&currentSchema=b"})
    void anything_but_the_name_of_one_schema_is_refused(String name) {
        assertRefused(RefusalCode.INVALID_INPUT, "one schema", () -> open(url.replace(schema, name)));
    }

    private static Store open(String address) {
        return PostgresStore.open(address, NOBODY, OPTIONS);
    }

    private static Store create(String address) {
        return PostgresStore.create(address, NOBODY, OPTIONS);
    }

    private static void assertRefused(RefusalCode code, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.code()).as("%s", e).isEqualTo(code);
                    for (Throwable at = e; at != null; at = at.getCause()) {
                        assertThat(at).asString().doesNotContain("secret");
                    }
                })
                .hasMessageContaining(words)
                .message()
                .endsWith(".");
    }

    private String as(String role) {
        return url.replace("user=postgres", "user=" + role);
    }

    private String role(String attributes) throws SQLException {
        execute("CREATE ROLE r%s %s".formatted(schema, attributes));
        return "r" + schema;
    }

    private String database(String create) throws SQLException {
        execute(create.formatted("d" + schema));
        return url.replace("/postgres?", "/d" + schema + "?");
    }

    private List<String> tables() throws SQLException {
        return ask("SELECT c.oid || ' ' || relname || ' ' || c.xmin FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = '%s' ORDER BY 1".formatted(schema));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(PostgresServer.shared().url("public"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> ask(String sql) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(PostgresServer.shared().url("public"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }
}
