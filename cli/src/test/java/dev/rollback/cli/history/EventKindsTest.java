package dev.rollback.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskEvent.TaskCompleted;
import dev.rollback.api.TaskEvent.TaskFailed;
import dev.rollback.api.TaskEvent.TaskRolledBack;
import dev.rollback.store.event.EventNames;
import org.junit.jupiter.api.Test;

class EventKindsTest {

    @Test
    void the_names_are_those_under_which_the_events_are_stored() {
        assertThat(EventKinds.CHECKPOINT).isEqualTo(EventNames.nameOf(CheckpointCreated.class));
        assertThat(EventKinds.COMPLETED).isEqualTo(EventNames.nameOf(TaskCompleted.class));
        assertThat(EventKinds.FAILED).isEqualTo(EventNames.nameOf(TaskFailed.class));
        assertThat(EventKinds.ROLLED_BACK).isEqualTo(EventNames.nameOf(TaskRolledBack.class));
    }
}
