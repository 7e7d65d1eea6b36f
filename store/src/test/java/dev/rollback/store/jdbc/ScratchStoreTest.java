package dev.rollback.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScratchStoreTest {

    @Test
    void has_the_tables_of_a_store_each_its_own() {
        try (ScratchStore one = new ScratchStore(List.of());
                ScratchStore other = new ScratchStore(List.of())) {
            one.write(sql -> sql.update("INSERT INTO undo VALUES ('rb-1', 'rb-2', 7)"));
            assertThat(undone(one)).containsExactly("rb-2");
            assertThat(undone(other)).isEmpty();
        }
    }

    @Test
    void what_fails_is_not_written() {
        try (ScratchStore scratch = new ScratchStore(List.of())) {
            assertThatThrownBy(() -> scratch.write(sql -> {
                        sql.update("INSERT INTO undo VALUES ('rb-1', 'rb-2', 7)");
                        throw new IllegalArgumentException("no");
                    }))
                    .hasMessage("no");
            assertThat(undone(scratch)).isEmpty();
        }
    }

    @Test
    void N08_leaves_no_file_that_anybody_could_find_while_it_is_open() throws IOException {
        List<Path> before = files();
        try (ScratchStore scratch = new ScratchStore(List.of())) {
            scratch.write(sql -> sql.update("INSERT INTO undo VALUES ('rb-1', hex(zeroblob(20000000)), 7)"));
            assertThat(files()).isEqualTo(before);
        }
    }

    private static List<String> undone(ScratchStore scratch) {
        return scratch.read(sql -> sql.list("SELECT undone_by FROM undo", row -> row.getString(1)));
    }

    /** Where SQLite makes its temporary files. */
    private static List<Path> files() throws IOException {
        try (Stream<Path> here = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return here.filter(file -> file.getFileName().toString().matches("(etilqs|rollback-scratch).*"))
                    .sorted()
                    .toList();
        }
    }
}
