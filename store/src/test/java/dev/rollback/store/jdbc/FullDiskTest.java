package dev.rollback.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.store.SmallDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void a_disk_that_runs_full_loses_nothing_and_with_room_the_same_process_and_the_next_go_on() throws Exception {
        assertThat(new SmallDisk(folder, "3m").run(FullDisk.class)).contains("kept ");
    }
}
