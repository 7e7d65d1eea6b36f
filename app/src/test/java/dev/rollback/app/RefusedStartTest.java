package dev.rollback.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.api.RefusedException;
import dev.rollback.app.stores.StoreAddress;
import dev.rollback.app.stores.Stores;
import dev.rollback.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An engine that cannot start leaves nothing open. */
class RefusedStartTest {
    private static final Path OPEN = Path.of("/proc/self/fd");

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_store_that_refuses_the_start_is_closed_again() throws IOException {
        StoreAddress address = StoreAddress.usual(folder);
        RollbackEngine.open(EngineOptions.defaults().withStore(address)).close();
        try (Store store = Stores.open(address, Map.of(), InstantSource.system())) {
            store.<Integer>write(reading -> reading.sql().update("DELETE FROM store_head"));
        }
        assertThatThrownBy(() -> RollbackEngine.open(EngineOptions.defaults().withStore(address)))
                .isInstanceOf(RefusedException.class);
        try (Stream<Path> open = Files.list(OPEN)) {
            assertThat(open.filter(this::isOfTheStore)).isEmpty();
        }
    }

    private boolean isOfTheStore(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
