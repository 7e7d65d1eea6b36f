package dev.rollback.engine.audit;

import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackEvent.RollbackRequested;
import dev.rollback.api.RollbackId;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.Streams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was asked for, by rollback: from the log, the last ones kept. */
final class Rollbacks {
    private static final int KEPT = 1_000;

    private final Reading reading;
    private final Map<RollbackId, Optional<RollbackRequested>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RollbackId, Optional<RollbackRequested>> eldest) {
            return size() > KEPT;
        }
    };

    Rollbacks(Reading reading) {
        this.reading = reading;
    }

    Optional<RollbackRequested> find(RollbackId rollbackId) {
        return kept.computeIfAbsent(rollbackId, this::read);
    }

    private Optional<RollbackRequested> read(RollbackId rollbackId) {
        List<StoredEvent> first = reading.stream(Streams.of(rollbackId), 0, 0);
        try {
            return first.stream()
                    .map(EventCodec::read)
                    .filter(RollbackRequested.class::isInstance)
                    .map(RollbackRequested.class::cast)
                    .findFirst();
        } catch (RefusedException e) {
            return Optional.empty(); // told of where it stands
        }
    }
}
