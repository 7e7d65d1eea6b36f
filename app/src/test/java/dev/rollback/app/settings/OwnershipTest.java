package dev.rollback.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTest {
    @TempDir
    Path here;

    @Test
    void what_this_process_makes_is_its_users_own() throws IOException {
        assertThat(Ownership.stranger(here)).isEmpty();
        Path link = Files.createSymbolicLink(here.resolve("link"), here.resolve("gone"));
        assertThat(Ownership.stranger(link)).isEmpty();
    }

    @Test
    void what_belongs_to_root_is_a_strangers_but_for_root() throws IOException {
        String user = ProcessHandle.current().info().user().orElse("");
        String owner = Files.getOwner(Path.of("/")).getName();
        assertThat(Ownership.stranger(Path.of("/")).isPresent()).isEqualTo(!owner.equals(user));
        // a link of one's own does not make what it leads to one's own
        Path link = Files.createSymbolicLink(here.resolve("link"), Path.of("/"));
        assertThat(Ownership.stranger(link).isPresent()).isEqualTo(!owner.equals(user));
        Files.delete(link);
    }
}
