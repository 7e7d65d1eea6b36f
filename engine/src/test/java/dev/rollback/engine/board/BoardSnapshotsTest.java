package dev.rollback.engine.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.Progress;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.audit.Divergence;
import dev.rollback.api.json.Json;
import dev.rollback.engine.EngineParticipants;
import dev.rollback.engine.audit.Audit;
import dev.rollback.engine.task.Snapshots;
import dev.rollback.store.AppendUnit;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoreKind;
import dev.rollback.store.StoredSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Snapshots as earlier versions wrote them: with a position that another process may have made wrong. */
@OnEveryStore
class BoardSnapshotsTest {
    @Parameter
    StoreKind kind;

    @TempDir
    Path directory;

    private BoardsUnderTest boards;

    @BeforeEach
    void open() {
        boards = new BoardsUnderTest(kind, directory);
        boards.boards.importDocument(document("{\"n\":1}", "{\"n\":1}"), "first.json");
        boards.boards.importDocument(document("{\"n\":1}", "{\"n\":2}"), "second.json");
    }

    @AfterEach
    void close() {
        boards.close();
    }

    @Test
    void an_audit_finds_nothing_in_a_board_whose_snapshot_has_a_wrong_position() {
        keepAsBefore("master", 77, Map.of());
        assertThat(found()).isEmpty();
    }

    @Test
    void a_wrong_position_in_a_snapshot_is_not_used() {
        keepAsBefore("master", 1_000_000, Map.of());
        keepAsBefore("beta", 1, Map.of());
        assertThat(boards.boards.lastDocument().source()).isEqualTo("second.json");
        long head = boards.engine.head();
        boards.boards.recordExport(document("{\"n\":1}", "{\"n\":2}"), "second.json");
        assertThat(boards.engine.head()).as("nothing to remember").isEqualTo(head);
    }

    @Test
    void a_board_goes_on_from_a_snapshot_of_before() {
        keepAsBefore("master", 1, Map.of());
        keepAsBefore("beta", 1, Map.of());
        boards.boards.importDocument(document("{\"n\":3}", "{\"n\":2}"), "third.json");
        assertThat(boards.boards.lastDocument().source()).isEqualTo("third.json");
        assertThat(boards.exported())
                .isEqualTo(document("{\"n\":3}", "{\"n\":2}").pretty());
        assertThat(found()).isEmpty();
    }

    @Test
    void an_audit_finds_a_snapshot_of_before_whose_content_is_wrong() {
        keepAsBefore("master", 3, Map.of("BOARD", Map.of("keys", List.of("tasks"))));
        keepAsBefore("beta", 7, Map.of("BOARD", Map.of("keys", List.of("data"))));
        assertThat(found())
                .extracting(Divergence::what)
                .containsExactlyInAnyOrder(
                        "it is not the state that the events lead to", "it is not the state that the events lead to");
    }

    private List<Divergence> found() {
        return new Audit(boards.engine.store, List.of(), EngineParticipants.BUILT_IN, Progress.NONE)
                .run(AuditScope.ALL)
                .shown();
    }

    /** @param components in place of the board's own; none for its own */
    private void keepAsBefore(String tag, long position, Map<String, ?> components) {
        Store store = boards.engine.store;
        LoadedBoard board = store.read(reading -> loaded(reading, tag));
        long seq = board.state().seq();
        Object content = components.isEmpty() ? board.state().content() : Map.of("components", components);
        StoredSnapshot snapshot = Snapshots.pack(
                board.stream(),
                seq,
                Map.of(
                        "seq",
                        seq,
                        "source",
                        Objects.requireNonNull(board.state().source()),
                        "sourcePosition",
                        position,
                        "content",
                        content,
                        "files",
                        board.state().files()));
        store.append(new AppendUnit(List.of(), List.of(), List.of(), List.of(snapshot), null, List.of()));
        assertThat(store.read(reading -> loaded(reading, tag)).eventsSince()).isZero();
    }

    private static LoadedBoard loaded(Reading reading, String tag) {
        return LoadedBoard.of(reading, tag, reading.head().position());
    }

    private static Json document(String master, String beta) {
        return Json.parse(
                "{\"master\":{\"tasks\":[],\"data\":%s},\"beta\":{\"tasks\":[],\"data\":%s}}".formatted(master, beta));
    }
}
