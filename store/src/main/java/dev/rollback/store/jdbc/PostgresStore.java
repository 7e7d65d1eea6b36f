package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;
import dev.rollback.api.audit.StoreDiagnosis;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import dev.rollback.store.Store;
import dev.rollback.store.StoreOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A store in a schema of a PostgreSQL database (14 or newer): many threads, processes and machines may use it. The
 * schema is the URL's {@code currentSchema}, else {@code rollback}.
 *
 * <p>What is acknowledged is on the server's disk, and on its synchronous standbys: {@code synchronous_commit} is set on
 * where it is off. A server that goes away is waited for within a caller's patience; a commit whose answer was lost is
 * looked up when it is back.
 */
public final class PostgresStore {
    private PostgresStore() {}

    /** Whether {@code url} is one this class opens. */
    public static boolean knows(String url) {
        return url.startsWith(PostgresAddress.PREFIX);
    }

    /** The URL itself; INVALID_INPUT where it is wrong or holds a password. Connects to nothing. */
    public static String checked(String url) {
        return PostgresAddress.of(url).url();
    }

    /**
     * Opens an existing store.
     *
     * @throws RefusedException NOT_FOUND when there is no such database or no store in its schema; INVALID_INPUT for a
     *     wrong URL, a password in it, or tables of another program; STORE_UNAVAILABLE when the server cannot be reached
     *     or refuses the login; VERSION_INCOMPATIBLE when a newer program wrote the store or its scripts have changed
     */
    public static Store open(String url, PostgresLogin login, StoreOptions options) {
        return new Opening(url, login, options).open(false);
    }

    /** Opens the store, and makes schema and tables first where they are missing. Several may try at once. */
    public static Store create(String url, PostgresLogin login, StoreOptions options) {
        return new Opening(url, login, options).open(true);
    }

    /** Opens an existing store to read it alone, and waits for no server that is away. Refusals as of {@link #open}. */
    public static Store look(String url, PostgresLogin login, StoreOptions options) {
        return new Opening(url, login, options).look();
    }

    /** Looks at the store without changing it; waits for no server that is away. */
    public static StoreDiagnosis diagnose(String url, PostgresLogin login, StoreOptions options) {
        return new Opening(url, login, options).diagnose();
    }

    private static final class Opening {
        private final PostgresAddress address;
        private final PostgresSchema schema;
        private final Connections connections;
        private final Dialect dialect;
        private final Migrations migrations;
        private final StoreOptions options;

        Opening(String url, PostgresLogin login, StoreOptions options) {
            this.address = PostgresAddress.of(url);
            this.schema = new PostgresSchema(address);
            this.connections = new PostgresConnections(address, login, options.patience());
            this.dialect = new PostgresDialect(address.toString());
            this.migrations = new Migrations(options.scripts(), dialect, options.clock());
            this.options = options;
        }

        Store open(boolean make) {
            JdbcSql sql = connect();
            try {
                if (!isReady(sql, make)) {
                    prepare();
                }
                return new JdbcStore(connections, dialect, options).withReader(sql);
            } catch (RuntimeException e) {
                sql.close();
                throw e;
            }
        }

        private JdbcSql connect() {
            try {
                return new JdbcSql(connections.reader(), dialect);
            } catch (SQLException e) {
                throw dialect.refusal(e);
            }
        }

        Store look() {
            OneRead reads = new OneConnectionEach(connections, dialect);
            if (!reads.read(sql -> schema.holdsStore(sql) && migrations.areDone(sql))) {
                throw new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no store of this version in schema %s of %s.".formatted(address.schema(), address),
                        Remedy.of(Action.CREATE_STORE));
            }
            return new ReadOnlyStore(
                    reads,
                    dialect,
                    "the store %s was opened for reading alone. Nothing was written.".formatted(address));
        }

        StoreDiagnosis diagnose() {
            StoreChecks checks = new StoreChecks(dialect, migrations, options);
            OneRead reads = new OneConnectionEach(connections, dialect);
            return new StoreDiagnosis(StoreChecks.guarded(
                    "server",
                    () -> reads.read(sql -> {
                        List<Finding> findings = new ArrayList<>();
                        ServerChecks server = new ServerChecks(sql);
                        findings.add(server.server());
                        if (schema.holdsStore(sql)) {
                            findings.addAll(checks.run(sql));
                            findings.add(server.lock());
                        } else {
                            findings.add(Finding.problem(
                                    "schema",
                                    RefusalCode.NOT_FOUND,
                                    "there is no store in schema %s of %s".formatted(address.schema(), address),
                                    Remedy.of(Action.CREATE_STORE)));
                        }
                        return findings;
                    })));
        }

        private boolean isReady(JdbcSql sql, boolean make) {
            boolean begun = schema.holdsStore(sql);
            if (!begun && !make) {
                throw new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "there is no store in schema %s of %s.".formatted(address.schema(), address),
                        Remedy.of(Action.CREATE_STORE));
            }
            return begun && migrations.areDone(sql);
        }

        private void prepare() {
            try (JdbcSql sql = new JdbcSql(connections.writer(), dialect)) {
                migrations.apply(sql, () -> schema.make(sql));
            } catch (SQLException e) {
                throw dialect.refusal(e);
            }
        }
    }
}
