package dev.rollback.app.reader;

import dev.rollback.api.Progress;
import dev.rollback.api.audit.AuditReport;
import dev.rollback.api.audit.AuditScope;
import dev.rollback.api.audit.Seal;
import dev.rollback.api.audit.VersionReport;
import dev.rollback.engine.EngineParticipants;
import dev.rollback.engine.audit.Audit;
import dev.rollback.engine.audit.VersionCheck;
import dev.rollback.projections.AuditedView;
import dev.rollback.store.Store;
import dev.rollback.store.audit.AuditableProjection;
import dev.rollback.store.audit.Seals;
import java.util.ArrayList;
import java.util.List;

/** Proves that what is shown is what happened. Reads at one moment each time, and changes nothing. */
public final class AuditReader {
    private final Store store;
    private final ReaderOptions options;

    AuditReader(Store store, ReaderOptions options) {
        this.store = store;
        this.options = options;
    }

    /**
     * Replays the log and compares with it all that is shown, the built-in views among it.
     *
     * @param own projections of the application's own, to be made again and compared too
     * @return what was found; to find something is no error
     */
    public AuditReport audit(AuditScope scope, List<AuditableProjection> own, Progress progress) {
        List<AuditableProjection> all = new ArrayList<>(AuditedView.ALL);
        all.addAll(own);
        return new Audit(store, all, EngineParticipants.BUILT_IN, progress).run(scope);
    }

    /**
     * Reads every event and tries to bring back every checkpoint, in the application's form of data.
     *
     * @return what cannot be read or restored; that there is something is no error
     */
    public VersionReport versions(Progress progress) {
        return new VersionCheck(store, options.schema(), progress).run();
    }

    /** What the log is now, to be kept elsewhere. */
    public Seal seal(Progress progress) {
        return Seals.of(store, options.clock().instant(), progress);
    }

    /** @throws dev.rollback.api.RefusedException CORRUPT where the log does not begin with what was sealed */
    public void verify(Seal seal, Progress progress) {
        Seals.verify(seal, store, progress);
    }
}
