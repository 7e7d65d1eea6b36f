package dev.rollback.engine.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.BoardEvent;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.TaskContent;
import dev.rollback.api.json.Json;
import dev.rollback.engine.task.Snapshots;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardStateNamesTest {
    private static final BoardState STATE = new BoardState(
            7,
            "tasks.json",
            6,
            TaskContent.NONE.with(
                    List.of(ComponentChange.value(BoardEvent.BOARD, Json.parse("{\"keys\":[\"tasks\"]}")))),
            Map.of("tasks.json", "dd"));

    private static final String SNAPSHOT = "{\"seq\":7,\"source\":\"tasks.json\",\"sourceSeq\":6,"
            + "\"content\":{\"components\":{\"BOARD\":{\"keys\":[\"tasks\"]}}},\"files\":{\"tasks.json\":\"dd\"}}";

    @Test
    void a_snapshot_of_a_board_is_written_and_read_as_former_versions_did() {
        assertThat(Json.of(STATE)).isEqualTo(Json.parse(SNAPSHOT));
        assertThat(Snapshots.unpack(Snapshots.pack("board/master", 7, Json.parse(SNAPSHOT)), BoardState.class))
                .isEqualTo(STATE);
    }
}
