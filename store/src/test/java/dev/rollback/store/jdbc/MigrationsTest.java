package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.store.Callers;
import dev.rollback.store.Callers.Call;
import dev.rollback.store.MigrationScripts;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryStore(inEachBuild = true)
class MigrationsTest {
    private static final StoreOptions ENGINE = StoreOptions.of(new TestClock());
    private static final StoreOptions FIRST = ENGINE.withTables(views("001_board.sql"));
    private static final StoreOptions SECOND = ENGINE.withTables(views("001_board.sql", "002_title.sql"));

    private static final String KNOWN = "knows " + MigrationScripts.ENGINE.newest();

    @Parameter
    StoreKind kind;

    @TempDir
    Path folder;

    @Test
    void another_module_brings_its_tables_and_adds_to_them_later() {
        try (Store store = kind.create(folder, ENGINE)) {
            store.append(unit("task/a", 0));
        }
        open(FIRST).close();
        try (Store store = open(SECOND)) {
            assertThat(texts(store, "SELECT title FROM board")).containsExactly(";");
            assertThat(store.read(Reading::head).position()).isEqualTo(1);
        }
    }

    @Test
    void several_that_bring_their_tables_at_once_bring_them_once() throws Exception {
        kind.create(folder, ENGINE).close();
        List<Call<Boolean>> calls = IntStream.range(0, 4)
                .mapToObj(n -> Callers.start(() -> {
                    try (Store store = open(SECOND)) {
                        return store.append(unit("task/" + n, 0)).first() > 0;
                    }
                }))
                .toList();
        assertThat(Callers.all(calls)).hasSize(4).containsOnly(true);
        try (Store store = open(SECOND)) {
            assertThat(texts(store, "SELECT title FROM board")).containsExactly(";");
        }
    }

    @Test
    void opening_again_applies_nothing_again() {
        kind.create(folder, SECOND).close();
        try (Store store = open(SECOND)) {
            assertThat(seen(store))
                    .containsExactly("engine 1", "engine 2", "engine 3", "engine 4", "views 1", "views 2");
        }
    }

    @Test
    void a_store_of_a_newer_version_is_refused_untouched_naming_both_versions() {
        try (Store newer = kind.create(folder, SECOND)) {
            assertRefusedUntouched(newer, FIRST, "at 2", "knows 1");
            execute(newer, "INSERT INTO schema_migration VALUES ('engine', 7, 'x', 0)");
            assertRefusedUntouched(newer, SECOND, "at 7", KNOWN);
        }
        assertRefused(SECOND, "at 7", KNOWN);
    }

    @Test
    void a_changed_script_is_refused_untouched() {
        try (Store store = kind.create(folder, FIRST)) {
            execute(store, "UPDATE schema_migration SET checksum = 'x' WHERE name = 'views'");
            assertRefusedUntouched(store, FIRST, "views", "script 1");
        }
    }

    @Test
    void N08_a_store_whose_tables_are_not_those_that_it_says_it_has_is_damaged() {
        try (Store store = kind.create(folder, SECOND)) {
            execute(store, "DELETE FROM schema_migration WHERE name = 'views' AND number = 2");
            assertDamaged();
            execute(store, "DELETE FROM schema_migration WHERE name = 'engine' AND number = 1");
            assertDamaged();
            execute(store, "UPDATE schema_migration SET number = -1 WHERE name = 'views'");
            assertDamaged();
            execute(store, "DELETE FROM schema_migration");
            assertDamaged();
        }
    }

    private void assertDamaged() {
        assertThatThrownBy(() -> open(SECOND)).extracting("code").isEqualTo(RefusalCode.CORRUPT);
    }

    @Test
    void tables_that_this_program_does_not_know_are_left_alone() {
        kind.create(folder, SECOND).close();
        try (Store store = open(ENGINE)) {
            assertThat(store.append(unit("task/a", 0)).first()).isEqualTo(1);
            assertThat(texts(store, "SELECT title FROM board")).containsExactly(";");
        }
    }

    @Test
    void a_script_that_fails_leaves_nothing_of_its_batch() {
        kind.create(folder, FIRST).close();
        MigrationScripts broken = new MigrationScripts("broken", MigrationsTest.class, List.of("001_broken.sql"));
        assertThatThrownBy(() -> open(FIRST.withTables(broken))).isInstanceOf(IllegalStateException.class);
        try (Store store = open(FIRST)) {
            assertThatThrownBy(() -> texts(store, "SELECT id FROM other")).isInstanceOf(IllegalStateException.class);
            assertThat(seen(store)).containsExactly("engine 1", "engine 2", "engine 3", "engine 4", "views 1");
        }
    }

    @Test
    void a_making_that_fails_leaves_no_store() {
        MigrationScripts broken = new MigrationScripts("broken", MigrationsTest.class, List.of("001_broken.sql"));
        assertThatThrownBy(() -> kind.create(folder, FIRST.withTables(broken)))
                .isInstanceOf(IllegalStateException.class);
        try (Store store = kind.create(folder, ENGINE)) {
            assertThat(seen(store)).containsExactly("engine 1", "engine 2", "engine 3", "engine 4");
        }
    }

    @Test
    void scripts_are_numbered_without_gaps() {
        assertThatThrownBy(() -> views("001_board.sql", "003_title.sql"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("002_");
    }

    private void assertRefusedUntouched(Store witness, StoreOptions options, String... words) {
        List<String> before = seen(witness);
        assertRefused(options, words);
        assertThat(seen(witness)).isEqualTo(before).isNotEmpty();
    }

    private void assertRefused(StoreOptions options, String... words) {
        assertThatThrownBy(() -> open(options))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.VERSION_INCOMPATIBLE))
                .hasMessageContainingAll(words);
    }

    private Store open(StoreOptions options) {
        return StoreKind.openAt(kind.address(folder), options);
    }

    private static List<String> seen(Store store) {
        return texts(store, "SELECT name || ' ' || number FROM schema_migration ORDER BY name, number");
    }

    private static List<String> texts(Store store, String query) {
        return store.read(reading -> reading.sql().list(query, row -> row.getString(1)));
    }

    private static void execute(Store store, String sql) {
        store.write(reading -> reading.sql().update(sql));
    }

    private static MigrationScripts views(String... files) {
        return new MigrationScripts("views", MigrationsTest.class, List.of(files));
    }
}
