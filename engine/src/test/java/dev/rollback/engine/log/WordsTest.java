package dev.rollback.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.BoardEvent;
import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.ComponentName;
import dev.rollback.api.LogEntryView.ChangedComponent;
import dev.rollback.api.RefusalEvent;
import dev.rollback.api.RollbackEvent;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.StoreEvent;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @Test
    void every_event_of_the_engine_has_words_of_its_own() throws IOException {
        Map<String, String> words = new TreeMap<>();
        for (Class<?> family : List.of(
                TaskEvent.class,
                CheckpointEvent.class,
                RollbackEvent.class,
                BoardEvent.class,
                RefusalEvent.class,
                StoreEvent.class)) {
            for (Class<?> type : family.getPermittedSubclasses()) {
                String name = String.valueOf(EventNames.nameOf(type));
                words.put(name, Words.of(told(stored(name))));
            }
        }
        assertThat(words)
                .containsEntry("task.TaskFailed", "failed: boom (TIMEOUT)")
                .containsEntry(
                        "task.TaskUpdated", "TASK_STATE: 1 value changed (/data/n); CACHE replaced; QUEUE removed")
                .containsEntry("task.TaskRolledBack", "rolled back to cp-1 by rb-1")
                .containsEntry("task.CheckpointCreated", "checkpoint cp-1 'label'")
                .containsEntry("checkpoint.CheckpointHeld", "checkpoint cp-1 held: why")
                .containsEntry("checkpoint.CheckpointPruned", "checkpoint cp-1 cleaned up")
                .containsEntry("checkpoint.SystemCheckpointCreated", "checkpoint of everything cp-1 'label'")
                .containsEntry("rollback.RollbackFailed", "rollback rb-1 to cp-1 refused: there is none (NOT_FOUND)")
                .containsEntry("task.TaskFenced", "fenced: in epoch 20261123110000 since the store was restored")
                .containsEntry(
                        "store.StoreRestored",
                        "store restored from a backup of 2026-11-23T10:00:00Z, in epoch 20261123110000")
                .containsEntry("board.BoardExported", "exported to tasks.json");
        words.forEach((name, text) -> assertThat(text).isNotEqualTo(name));
    }

    @Test
    void only_the_first_paths_are_named() {
        ChangedComponent many = new ChangedComponent(ComponentName.CACHE, 12, List.of("/a", "/b", "/c", "/d"));
        StoredEvent stored = event("task.TaskUpdated", "{}");
        assertThat(ChangeWords.of(new Told(stored, null, List.of(many), null, null)))
                .isEqualTo("CACHE: 12 values changed (/a, /b, /c, …)");
    }

    @Test
    void a_rollback_to_before_the_task_existed_retracts_it() throws IOException {
        TaskRolledBack sample = (TaskRolledBack) Known.event(stored("task.TaskRolledBack"));
        TaskRolledBack retracted = new TaskRolledBack(
                sample.taskId(),
                sample.rollbackId(),
                null,
                -1,
                1,
                List.of(),
                "aa",
                "bb",
                null,
                null,
                null,
                SchemaVersion.FIRST,
                null);
        StoredEvent stored = event("task.TaskRolledBack", "{}");
        assertThat(Words.of(new Told(stored, retracted, List.of(), null, null))).isEqualTo("retracted by rb-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks.json", "/home/ann/tasks.json", "C:\\work\\tasks.json"})
    void a_file_is_called_by_its_name_alone(String source) {
        assertThat(Words.file(source)).isEqualTo("tasks.json");
    }

    private static Told told(StoredEvent stored) {
        Object event = Known.event(stored);
        return new Told(stored, event, Changed.told(Changed.of(event), null), null, null);
    }

    private static StoredEvent stored(String name) throws IOException {
        try (InputStream golden = WordsTest.class.getResourceAsStream("/golden/" + name + "-1.json")) {
            return event(name, new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static StoredEvent event(String name, String payload) {
        return new StoredEvent(
                1,
                "s",
                0,
                1,
                Instant.EPOCH,
                name,
                "1",
                payload.getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8),
                new byte[32]);
    }
}
