package dev.rollback.app;

import dev.rollback.api.CheckpointQuery.FindCheckpoint;
import dev.rollback.api.CheckpointView;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RollbackCommand.RollBack;
import dev.rollback.api.RollbackListener;
import dev.rollback.api.RollbackQuery.FindRollback;
import dev.rollback.engine.rollback.RollbackObserver;
import dev.rollback.projections.ReadModel;
import dev.rollback.store.LoggedFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.axonframework.common.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of rollbacks, each with its checkpoints and, once it is done, its record. */
final class RollbackListeners implements RollbackObserver {
    private static final Logger LOG = LoggerFactory.getLogger("rollback.listeners");

    private final ReadModel views;
    private final List<RollbackListener> listeners = new CopyOnWriteArrayList<>();

    RollbackListeners(ReadModel views) {
        this.views = views;
    }

    Registration add(RollbackListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void before(RollBack rollback) {
        tell(rollback, checkpoints -> listener -> listener.before(rollback, checkpoints));
    }

    @Override
    public void after(RollBack rollback) {
        tell(rollback, checkpoints -> {
            var record = views.rollback(new FindRollback(rollback.rollbackId())).orElseThrow();
            return listener -> listener.after(record, checkpoints);
        });
    }

    @Override
    public void failed(RollBack rollback, RefusedException why) {
        tell(rollback, checkpoints -> listener -> listener.failed(rollback, checkpoints, why));
    }

    private interface Telling {
        Consumer<RollbackListener> with(List<CheckpointView> checkpoints);
    }

    private void tell(RollBack rollback, Telling telling) {
        if (listeners.isEmpty()) {
            return;
        }
        Consumer<RollbackListener> words = telling.with(rollback.scope().checkpoints().stream()
                .map(id -> views.checkpoint(new FindCheckpoint(id)))
                .flatMap(Optional::stream)
                .toList());
        for (RollbackListener listener : listeners) {
            try {
                words.accept(listener);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener failed on {}; the rollback did not", rollback.rollbackId(), LoggedFailure.of(e));
            }
        }
    }
}
