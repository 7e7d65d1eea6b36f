package dev.rollback.engine.axon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.MetadataKeys;
import dev.rollback.store.TransientConflictException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.Test;

class ConflictRetriesTest {
    @Test
    void a_sender_hears_of_its_conflict_where_nothing_is_tried_again_for_the_engine_is_being_closed() {
        ScheduledExecutorService closed = Executors.newSingleThreadScheduledExecutor();
        closed.shutdown();
        CommandMessage<?> command =
                new GenericCommandMessage<>("command").andMetaData(Map.of(MetadataKeys.RETRY_UNTIL, Long.MAX_VALUE));
        boolean scheduled = new ConflictRetries(closed, () -> Instant.EPOCH)
                .scheduleRetry(command, new TransientConflictException("moved"), List.of(), () -> {});
        assertThat(scheduled).isFalse();
    }
}
