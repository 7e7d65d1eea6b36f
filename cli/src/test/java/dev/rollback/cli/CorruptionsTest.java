package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.app.EngineOptions;
import dev.rollback.app.Everything;
import dev.rollback.app.RollbackEngine;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.cli.StoreTables.Part;
import dev.rollback.cli.Verdicts.Verdict;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage and edits drawn at random: each is found, makes no difference, or is found with a seal alone. */
class CorruptionsTest {
    private static final int ROUNDS = Integer.getInteger("test.scale", 1);
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());
    private static final int FLIPS = 6;
    private static final int FOREIGN = 2;
    private static final int NEWER = 7;

    private static final String SCRIPTS =
            "SELECT name || ' ' || number || ' ' || checksum FROM schema_migration ORDER BY name, number";

    @FunctionalInterface
    private interface Corruption {
        /** Says what it did. */
        String make() throws Exception;
    }

    @FunctionalInterface
    private interface Restore {
        void run() throws Exception;
    }

    private final Random random = new Random(SEED);

    @TempDir
    Path here;

    @Test
    void N08_whatever_is_done_to_a_file_is_found_or_makes_no_difference() throws Exception {
        Workplace place = Workplace.of(StoreKind.SQLITE, here);
        Path file = here.resolve(".taskmaster/rollbacks/store.db");
        StoreFiles files = new StoreFiles(file, here);
        prepare(place, file.getParent().toString(), files);
        Path seal = sealed(place);
        FileCorruptions bytes = new FileCorruptions(files.sound(), file, random);
        RowCorruptions rows = new RowCorruptions(file.getParent().toString(), random);
        files.restore();
        Verdicts verdicts = new Verdicts(
                place,
                file.getParent().toString(),
                seal,
                (kind, audit) -> isRefusedRightly(audit, file, files.sound()));
        for (int round = 0; round < ROUNDS; round++) {
            judge(verdicts, files::restore, "file cut off at a page border", bytes::truncated);
            for (int i = 0; i < FLIPS; i++) {
                String where = bytes.nextPlace();
                judge(verdicts, files::restore, "bit flipped in " + part(bytes, where), () -> bytes.flipped(where));
            }
            judge(verdicts, files::restore, "pages swapped", bytes::pagesSwapped);
            rows(verdicts, files::restore, place, rows);
            judge(verdicts, files::restore, "older copy in its place", () -> files.older(random));
            judge(verdicts, files::restoreWithLog, "write-ahead log removed", () -> files.logRemoved(random));
            judge(verdicts, files::restoreWithLog, "write-ahead log cut off", () -> files.logCutOff(random));
            judge(
                    verdicts,
                    files::restoreWithLog,
                    "bit flipped in the write-ahead log",
                    () -> files.logFlipped(random));
            judge(verdicts, files::restore, "stale write-ahead log beside", () -> files.staleLog(random));
        }
        tell("a file", verdicts);
        if (ROUNDS * FLIPS >= bytes.places().size()) {
            assertThat(bytes.hit()).isEqualTo(bytes.places());
        }
    }

    @Test
    void N08_whatever_is_edited_on_a_server_is_found_or_makes_no_difference() throws Exception {
        Workplace place = Workplace.of(StoreKind.POSTGRESQL, here);
        String address = StoreKind.POSTGRESQL.address(here);
        prepare(place, address, null);
        Path seal = sealed(place);
        ServerCopy copy = new ServerCopy(address);
        Verdicts verdicts = new Verdicts(
                place, address, seal, (kind, audit) -> audit.exit() == NEWER && kind.endsWith(Part.SCRIPTS.toString()));
        for (int round = 0; round < ROUNDS; round++) {
            rows(verdicts, copy::restore, place, new RowCorruptions(address, random));
        }
        tell("a server", verdicts);
    }

    private void rows(Verdicts verdicts, Restore restore, Workplace place, RowCorruptions rows) throws Exception {
        for (Part part : List.of(Part.LOG, Part.INDEX, Part.VIEWS, Part.SNAPSHOTS)) {
            judge(verdicts, restore, "value edited in " + part, () -> rows.valueEdited(part));
        }
        for (Part part : List.of(Part.INDEX, Part.VIEWS)) {
            judge(verdicts, restore, "value edited in " + part, () -> rows.valueEdited(part));
            judge(verdicts, restore, "row added in " + part, () -> rows.rowAdded(part));
        }
        for (Part part : List.of(Part.LOG, Part.INDEX, Part.VIEWS, Part.SNAPSHOTS)) {
            judge(verdicts, restore, "row deleted in " + part, () -> rows.rowDeleted(part));
        }
        Part any = List.of(Part.SNAPSHOTS, Part.SCRIPTS).get(random.nextInt(2));
        judge(verdicts, restore, "row added in " + any, () -> rows.rowAdded(any));
        judge(verdicts, restore, "value edited in " + Part.SCRIPTS, () -> rows.valueEdited(Part.SCRIPTS));
        judge(verdicts, restore, "event inserted", rows::eventInserted);
        judge(verdicts, restore, "event deleted", rows::eventDeleted);
        judge(verdicts, restore, "event without a part of what it says", rows::eventMaimed);
        judge(verdicts, restore, "events reordered", rows::eventsReordered);
        judge(verdicts, restore, "event forged, all hashes after it made anew", () -> {
            String done = rows.forged();
            co(place, "views", "rebuild");
            return done;
        });
    }

    private static void judge(Verdicts verdicts, Restore restore, String kind, Corruption corruption) throws Exception {
        restore.run();
        verdicts.judge(kind, corruption.make());
    }

    private static void tell(String of, Verdicts verdicts) {
        System.err.printf(
                "CorruptionsTest on %s: %d drawn, -Dtest.seed=%d%n%s", of, verdicts.judged(), SEED, verdicts.table());
        assertThat(verdicts.missed()).as("-Dtest.seed=%d", SEED).isEmpty();
        assertThat(verdicts.count(Verdict.AUDIT)).isPositive();
    }

    /** Everything that can happen, happens; and more, of which some is still in the log beside the file. */
    private void prepare(Workplace place, String address, @Nullable StoreFiles files) throws Exception {
        co(place, "init").exits(0);
        try (RollbackEngine engine = RollbackEngine.on(
                Stores.open(StoreAddress.of(address, here), Map.of(), InstantSource.system()),
                EngineOptions.defaults().withActor("ann"))) {
            Everything.happens(engine);
        }
        if (files == null) {
            goesOn(place, 0, 30);
        } else {
            files.makeFreePages();
            files.keepOlder();
            try (Connection open = files.connection()) {
                goesOn(place, 0, 10);
                files.keepStale();
                goesOn(place, 10, 30);
                files.keepWithLog(open);
            }
            files.keepSound();
        }
    }

    private Path sealed(Workplace place) {
        Path seal = here.resolve("seal.json");
        co(place, "audit", "seal", "--out", seal.toString()).exits(0);
        co(place, "audit").exits(0);
        co(place, "doctor").exits(0);
        return seal;
    }

    private static void goesOn(Workplace place, int from, int to) {
        for (int i = from; i < to; i++) {
            co(
                            place,
                            "tasks",
                            "update",
                            "B",
                            "--actor",
                            "ann",
                            "--replace",
                            "{\"n\":%d,\"text\":\"%s\"}".formatted(i, "x".repeat(500)))
                    .exits(0);
        }
        co(place, "tasks", "list").exits(0);
        co(place, "rollback", "history").exits(0);
        co(place, "checkpoints", "list").exits(0);
    }

    private static String part(FileCorruptions bytes, String where) {
        String table = bytes.tableOf(where);
        String beside = where.equals(FileCorruptions.HEADER) || where.equals(FileCorruptions.FREE)
                ? where
                : table.startsWith("sqlite_") ? "the schema" : "what stands beside the log";
        return StoreTables.ALL.stream()
                .filter(one -> one.name().equals(table))
                .map(one -> one.part().toString())
                .findFirst()
                .orElse(beside);
    }

    /** A file that does not say any more that it is a store, and one that says that other scripts made it. */
    private static boolean isRefusedRightly(CoRun audit, Path file, Path sound) {
        try {
            return switch (audit.exit()) {
                case FOREIGN -> !rows(file, "PRAGMA application_id").equals(rows(sound, "PRAGMA application_id"));
                case NEWER -> !rows(file, SCRIPTS).equals(rows(sound, SCRIPTS));
                default -> false;
            };
        } catch (SQLException e) {
            return false;
        }
    }

    private static List<String> rows(Path file, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
