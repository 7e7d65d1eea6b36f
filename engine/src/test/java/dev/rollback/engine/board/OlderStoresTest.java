package dev.rollback.engine.board;

import static dev.rollback.api.BoardEvent.BASE;
import static dev.rollback.api.BoardEvent.BOARD;
import static dev.rollback.api.ComponentName.TASK_STATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.BoardEvent.BoardImported;
import dev.rollback.api.CheckpointId;
import dev.rollback.api.ComponentChange;
import dev.rollback.api.Progress;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent.TaskImported;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.json.Json;
import dev.rollback.engine.EngineParticipants;
import dev.rollback.engine.audit.Audit;
import dev.rollback.store.OnEveryStore;
import dev.rollback.store.StoreKind;
import dev.rollback.store.event.Streams;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A store in which an earlier version took a blocked task for a failed one, and kept nothing of the file's text. */
@OnEveryStore
class OlderStoresTest {
    private static final String FILE = """
            {
                "tasks": [
                    { "id": 1, "title": "a", "status": "blocked", "details": "caf\\u00e9" },
                    { "id": 2, "title": "b", "status": "pending" }
                ]
            }""";

    @Parameter
    private StoreKind kind;

    @TempDir
    private Path folder;

    private BoardsUnderTest boards;

    @BeforeEach
    void an_earlier_version_imports_the_file() {
        boards = new BoardsUnderTest(kind, folder);
        TaskMasterDocument read = DocumentReading.read(Json.parse(FILE));
        Json base = Objects.requireNonNull(read.base("master"));
        Json asThen = Json.parse(
                base.text().replace("\"PENDING\",\"statusText\":\"blocked\"", "\"FAILED\",\"statusText\":\"blocked\""));
        assertThat(asThen).isNotEqualTo(base);
        BoardImported board = new BoardImported(
                "master",
                List.of(
                        ComponentChange.value(BOARD, asThen.get("board").orElseThrow()),
                        ComponentChange.value(BASE, asThen)),
                "tasks.json",
                null,
                null);
        boards.engine.publish(List.of(
                new GenericDomainEventMessage<>("Board", Streams.ofBoard("master"), 0, board),
                imported("1", asThen),
                imported("2", asThen)));
    }

    private static GenericDomainEventMessage<TaskImported> imported(String task, Json base) {
        Json content = base.get("tasks").flatMap(tasks -> tasks.get(task)).orElseThrow();
        TaskId id = new TaskId(task);
        return new GenericDomainEventMessage<>(
                "Task",
                Streams.of(id),
                0,
                new TaskImported(id, List.of(ComponentChange.value(TASK_STATE, content)), 0, SchemaVersion.FIRST));
    }

    @AfterEach
    void the_audit_is_clean() {
        AuditReport report = new Audit(boards.engine.store, List.of(), EngineParticipants.BUILT_IN, Progress.NONE)
                .run(AuditScope.ALL);
        assertThat(report.isSound()).as("%s", report).isTrue();
        boards.close();
    }

    @Test
    void importing_the_same_file_again_claims_no_change_and_the_text_is_kept_from_then_on() {
        assertThat(boards.boards.document().text()).isNull();
        boards.takeWithoutEffect(FILE);
        assertThat(boards.engine.state("1").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(boards.exportedText()).isEqualTo(FILE);
        long head = boards.engine.head();
        boards.takeWithoutEffect(FILE);
        assertThat(boards.engine.head()).isEqualTo(head);
    }

    @Test
    void without_its_text_the_same_document_writes_nothing_at_all() {
        long head = boards.engine.head();
        assertThat(boards.boards.importDocument(Json.parse(FILE), "tasks.json").nothingChanged())
                .isTrue();
        assertThat(boards.engine.head()).isEqualTo(head);
    }

    @Test
    void a_change_beside_the_status_leaves_the_task_failed_and_a_new_status_is_taken() {
        String edited = FILE.replace("\"a\"", "\"A\"");
        assertThat(boards.take(edited).changed()).containsExactly(new TaskId("1"));
        assertThat(boards.engine.state("1").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(boards.exportedText()).isEqualTo(edited);
        boards.takeAndSeeAgain(edited.replace("blocked", "deferred"));
        assertThat(boards.engine.state("1").status()).isEqualTo(TaskStatus.PENDING);
    }

    @Test
    void it_goes_on_with_verbs_and_rollbacks_as_before() {
        CheckpointId checkpoint = boards.checkpoint("2");
        boards.tasks.reopen("1");
        boards.tasks.start("1");
        boards.tasks.complete("2");
        boards.rollBack(checkpoint);
        assertThat(boards.engine.state("1").status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(boards.engine.state("2").status()).isEqualTo(TaskStatus.PENDING);
    }
}
