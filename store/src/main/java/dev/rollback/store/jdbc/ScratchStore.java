package dev.rollback.store.jdbc;

import dev.rollback.store.MigrationScripts;
import dev.rollback.store.Sql;
import dev.rollback.store.StoreOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The tables of a store, empty at first and gone when closed: to make beside a store what its log says, and compare. What
 * does not fit the memory is in a file in the system's folder for temporary files, which has no name there any more once it
 * is open: so nothing is left behind by a process that is killed either. For one thread.
 */
public final class ScratchStore implements AutoCloseable {
    /** https://www.sqlite.org/inmemorydb.html#temp_db: a database without a name. */
    private static final String NAMELESS = "jdbc:sqlite:file:";

    private final JdbcSql sql;

    public ScratchStore(List<MigrationScripts> scripts) {
        StoreOptions options = StoreOptions.of(InstantSource.system());
        for (MigrationScripts more : scripts) {
            options = options.withTables(more);
        }
        Dialect dialect = new SqliteDialect(Path.of("for temporary use"));
        this.sql = new JdbcSql(connection(dialect), dialect);
        new Migrations(options.scripts(), dialect, options.clock()).apply(sql, () -> {});
    }

    private static Connection connection(Dialect dialect) {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        try {
            return config.createConnection(NAMELESS);
        } catch (SQLException e) {
            throw dialect.refusal(e);
        }
    }

    public void write(Consumer<Sql> work) {
        sql.update("BEGIN");
        boolean done = false;
        try {
            work.accept(sql);
            done = true;
        } finally {
            sql.update(done ? "COMMIT" : "ROLLBACK");
        }
    }

    public <T> T read(Function<Sql, T> work) {
        return work.apply(sql);
    }

    @Override
    public void close() {
        sql.close();
    }

    /** Rows of one statement, written some at a time. */
    public static final class Rows {
        private static final int TOGETHER = 1_000;

        private final ScratchStore scratch;
        private final String insertion;
        private final List<@Nullable Object[]> waiting = new ArrayList<>();

        public Rows(ScratchStore scratch, String insertion) {
            this.scratch = scratch;
            this.insertion = insertion;
        }

        public void add(@Nullable Object... values) {
            waiting.add(values);
            if (waiting.size() == TOGETHER) {
                flush();
            }
        }

        public void flush() {
            List<@Nullable Object[]> rows = List.copyOf(waiting);
            waiting.clear();
            scratch.write(sql -> sql.updateAll(insertion, rows));
        }
    }
}
