package dev.rollback.engine.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.Moment;
import dev.rollback.api.PolicyChange;
import dev.rollback.api.PolicyChange.OnFailure;
import dev.rollback.api.RollbackScope;
import dev.rollback.api.TaskId;
import dev.rollback.api.json.Json;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Files and what a rollback took away: it moves the store, and not the document that imports are compared with. */
@OnEveryStore
class ImportAfterRollbackTest {
    private static final String TWO =
            "{\"tasks\":[{\"id\":1,\"title\":\"a\",\"status\":\"pending\"},{\"id\":2,\"title\":\"b\",\"status\":\"done\"}]}";

    @Parameter
    private StoreKind kind;

    @TempDir
    private Path folder;

    private BoardsUnderTest boards;

    @BeforeEach
    void open() {
        boards = new BoardsUnderTest(kind, folder);
    }

    @AfterEach
    void close() {
        boards.close();
    }

    @Test
    void a_verb_speaks_for_the_status_until_a_rollback_restores_the_files_own() {
        boards.take(TWO.replace("pending", "deferred"));
        CheckpointId checkpoint = boards.checkpoint("1");
        boards.tasks.start("1");
        assertThat(boards.exported()).contains("in-progress").doesNotContain("deferred");
        boards.tasks.changePolicy("1", PolicyChange.NONE.withOnFailure(OnFailure.NO));
        boards.tasks.fail("1", "broken");
        assertThat(boards.exported()).contains("blocked");
        boards.tasks.reopen("1");
        assertThat(boards.exported()).contains("pending");
        boards.rollBack(checkpoint);
        assertThat(boards.exported()).contains("deferred");
    }

    @Test
    void importing_the_same_file_after_a_rollback_changes_nothing() {
        boards.take(TWO);
        CheckpointId checkpoint = boards.checkpoint("1");
        String later = TWO.replace("pending", "done").replace("\"a\"", "\"A\"");
        boards.take(later);
        boards.rollBack(checkpoint);
        assertThat(boards.take(later).nothingChanged()).isTrue();
        assertThat(boards.exported()).isEqualTo(Json.parse(TWO).pretty());
        assertThat(boards.last()).isEqualTo(Json.parse(later).pretty());
        boards.export();
        assertThat(boards.last()).isEqualTo(Json.parse(TWO).pretty());
        assertThat(boards.take(later).changed()).containsExactly(new TaskId("1"));
    }

    @Test
    void a_document_that_changed_brings_back_all_of_a_board_that_went_back_to_nothing() {
        String file = "{\"meta\":{\"v\":1},\"tasks\":[{\"id\":2,\"title\":\"b\"},{\"id\":1,\"title\":\"a\"}]}";
        boards.tasks.register("9", "before any document");
        boards.tasks.withdraw("9");
        boards.take(file);
        boards.rollBack(RollbackScope.to(new Moment.AtPosition(2)));
        boards.takeWithoutEffect(file);
        boards.takeAndSeeAgain(file.replace("\"a\"", "\"A\"").replace("\"b\"", "\"B\""));
    }
}
