package dev.rollback.store.jdbc;

import static dev.rollback.store.Units.indexed;
import static dev.rollback.store.Units.moved;
import static dev.rollback.store.Units.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.audit.StoreDiagnosis;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import dev.rollback.api.audit.StoreDiagnosis.Level;
import dev.rollback.store.ReadOnlyStoreException;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoreOptions;
import dev.rollback.store.TestClock;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresDiagnosisTest {
    private static final StoreOptions OPTIONS = StoreOptions.of(new TestClock());
    private static final PostgresLogin LOGIN = new PostgresLogin(null, null);

    @TempDir
    Path folder = Path.of("");

    @Test
    void of_a_sound_store_every_check_is_well() {
        makeStore();
        assertThat(look().findings())
                .extracting(Finding::check)
                .containsExactly("server", "schema", "log", "events", "clock", "index", "views", "lock");
        assertThat(look().findings()).extracting(Finding::level).containsOnly(Level.OK);
    }

    @Test
    void what_contradicts_the_log_is_damage() {
        makeStore();
        try (Store store = StoreKind.openAt(address(), OPTIONS)) {
            store.write(reading -> reading.sql().update("DELETE FROM event WHERE position = 1"));
        }
        assertThat(look().problem()).contains(RefusalCode.CORRUPT);
        assertThat(look().findings())
                .extracting(Finding::found)
                .contains("1 events from position 2 to 2: some are missing");
    }

    @Test
    void a_schema_without_a_store_is_called_so_and_stays_as_it_is() {
        assertThat(look().problem()).contains(RefusalCode.NOT_FOUND);
        assertThat(look().problem()).contains(RefusalCode.NOT_FOUND);
    }

    @Test
    void a_server_that_is_away_is_said_to_be_away() {
        StoreDiagnosis diagnosis = PostgresStore.diagnose("jdbc:postgresql://localhost:1/none", LOGIN, OPTIONS);
        assertThat(diagnosis.problem()).contains(RefusalCode.STORE_UNAVAILABLE);
        assertThat(diagnosis.findings())
                .hasSize(1)
                .allMatch(finding -> finding.found().contains("cannot be reached"));
    }

    @Test
    void a_store_can_be_looked_at_without_writing() {
        makeStore();
        try (Store look = PostgresStore.look(address(), LOGIN, OPTIONS)) {
            assertThat(look.<Long>read(reading -> reading.head().position())).isEqualTo(2);
            assertThatThrownBy(() -> look.append(unit("task/a", 2))).isInstanceOf(ReadOnlyStoreException.class);
        }
    }

    private void makeStore() {
        try (Store store = StoreKind.POSTGRESQL.create(folder, OPTIONS)) {
            store.append(indexed(unit("task/a", 0, "0", "1"), moved("a", 1)));
        }
    }

    private String address() {
        return StoreKind.POSTGRESQL.address(folder);
    }

    private StoreDiagnosis look() {
        return PostgresStore.diagnose(address(), LOGIN, OPTIONS);
    }
}
