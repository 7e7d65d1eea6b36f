package dev.rollback.engine.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskCommand.RegisterTask;
import dev.rollback.api.TaskEvent.TaskRegistered;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskPolicy;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonLimits;
import dev.rollback.store.StoreKind;
import dev.rollback.store.event.Streams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentRefusalsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | is an object",
                "5 | is an object",
                "{'tasks':{}} | (/tasks)",
                "{'tasks':null} | (/tasks)",
                "{'tasks':[1]} | (/tasks/0)",
                "{'tasks':[{'id':1},{'title':'no id'}]} | (/tasks/1)",
                "{'tasks':[{'id':null}]} | (/tasks/0)",
                "{'tasks':[{'id':''}]} | (/tasks/0)",
                "{'tasks':[{'id':[1]}]} | (/tasks/0)",
                "{'tasks':[{'id':1,'subtasks':[{'id':1},'x']}]} | (/tasks/0/subtasks/1)",
                "{'tasks':[{'id':1,'subtasks':[{'title':'no id'}]}]} | (/tasks/0/subtasks/0)",
                "{'master':[]} | (/master)",
                "{'master':5} | (/master)",
                "{'master':{'tasks':'x'}} | (/master/tasks)",
                "{'a\\u0000b':{'tasks':[]}} | U+0000",
                "{'master':{'tasks':[]},'b':{'tasks':[{}]}} | (/b/tasks/0)"
            })
    void what_is_no_task_master_document_is_refused_with_its_path(String file, String where) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> DocumentReading.read(Json.parse(file.replace('\'', '"'))))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_INPUT))
                .withMessageContaining(where);
    }

    @Test
    void an_id_that_is_too_long_is_refused_with_its_path() {
        Json file = Json.parse("{\"tasks\":[{\"id\":1},{\"id\":\"%s\"}]}".formatted("x".repeat(257)));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> DocumentReading.read(file))
                .withMessageContaining("/tasks/1")
                .withMessageContaining("256");
    }

    @Test
    void what_was_a_tag_must_be_one_still() {
        TaskMasterDocument earlier = DocumentReading.read(Json.parse("{\"b\":{\"tasks\":[{\"id\":1}]}}"));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> DocumentReading.read(Json.parse("{\"b\":null}"), earlier))
                .withMessageContaining("(/b)");
    }

    @Test
    void a_document_nested_too_deep_is_refused() {
        String open = "[".repeat(511);
        Json file =
                Json.parse("{\"tasks\":[{\"id\":1,\"x\":%s%s}]}".formatted(open, "]".repeat(511)), JsonLimits.DOCUMENT);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> DocumentReading.read(file))
                .withMessageContainingAll("(/tasks/0/x)", "510 levels");
    }

    @Test
    void tasks_lie_inside_one_another_on_250_levels_and_not_on_more_whether_registered_or_read(@TempDir Path folder) {
        try (BoardsUnderTest boards = new BoardsUnderTest(StoreKind.SQLITE, folder)) {
            List<DomainEventMessage<?>> registered = new ArrayList<>();
            for (int level = 1; level < 250; level++) {
                TaskId task = new TaskId("t" + level);
                registered.add(new GenericDomainEventMessage<>(
                        "Task",
                        Streams.of(task),
                        0,
                        new TaskRegistered(
                                task,
                                "level " + level,
                                List.of(),
                                parent(level),
                                TaskPolicy.DEFAULT,
                                0,
                                SchemaVersion.FIRST)));
            }
            boards.engine.publish(registered);
            register(boards, 250);
            long head = boards.engine.head();
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> register(boards, 251))
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_INPUT))
                    .withMessageContaining("task t251 would be a subtask on level 251 of task after task")
                    .withMessageContaining("the limit is 250");
            assertThat(boards.engine.head()).isEqualTo(head);
            String file = boards.exported();
            assertThat(boards.take(file).registered()).isEmpty();
            head = boards.engine.head();
            String deeper = file.replace("\"subtasks\": []", "\"subtasks\": [{\"id\":\"x\"}]");
            assertThat(deeper).isNotEqualTo(file);
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> boards.take(deeper))
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo(RefusalCode.INVALID_INPUT))
                    .withMessageContaining("more than 250 tasks lie inside one another");
            assertThat(boards.engine.head()).isEqualTo(head);
        }
    }

    private static void register(BoardsUnderTest boards, int level) {
        boards.engine.commands.sendAndWait(new RegisterTask(
                new TaskId("t" + level), "level " + level, List.of(), parent(level), TaskPolicy.DEFAULT));
    }

    private static @Nullable TaskId parent(int level) {
        return level == 1 ? null : new TaskId("t" + (level - 1));
    }

    @ParameterizedTest
    @EnumSource(StoreKind.class)
    void nothing_is_written_of_a_refused_document(StoreKind kind, @TempDir Path folder) {
        try (BoardsUnderTest boards = new BoardsUnderTest(kind, folder)) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> boards.take("{\"tasks\":[{\"id\":1},{\"title\":\"no id\"}]}"));
            assertThat(boards.engine.head()).isZero();
            assertThat(boards.boards.document().document()).isNull();
        }
    }
}
