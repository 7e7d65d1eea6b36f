package dev.rollback.engine.audit;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.json.PatchFailedException;
import dev.rollback.engine.audit.VersionReport.Refused;
import dev.rollback.engine.event.EventCodec;
import dev.rollback.engine.event.EventNames;
import dev.rollback.engine.event.Streams;
import dev.rollback.engine.storage.Reading;
import dev.rollback.engine.storage.Store;
import dev.rollback.engine.storage.StoredEvent;
import dev.rollback.engine.task.StateMigrations;
import dev.rollback.engine.task.TaskState;
import dev.rollback.engine.task.TaskStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads every event of a store and tries to bring back every checkpoint, through upcasting and migrations, without
 * writing anything: before a new version of an application is let loose on it. Never holds more than one task's state.
 */
public final class VersionCheck {
    private static final String EVENTS = "versions";
    private static final int MOST_SHOWN = 100;

    private final Store store;
    private final TaskStateSchema schema;
    private final Progress progress;

    public VersionCheck(Store store, TaskStateSchema schema, Progress progress) {
        this.store = store;
        this.schema = schema;
        this.progress = progress;
    }

    /** @throws RefusedException STORE_UNAVAILABLE or CORRUPT where the store cannot be read at all */
    public VersionReport run() {
        TaskStates states = new TaskStates(store);
        return store.read(reading -> new Run(reading, states).report());
    }

    private final class Run {
        private final Reading reading;
        private final TaskStates states;
        private final long position;
        private final Map<String, Long> upcast = new TreeMap<>();
        private final Map<String, Long> unknown = new TreeMap<>();
        private final Map<SchemaVersion, Long> tasks = new TreeMap<>();
        private final List<Refused> shown = new ArrayList<>();
        private String stream = "";
        private @Nullable TaskState state;
        private SchemaVersion wanted = SchemaVersion.FIRST;
        private long events;
        private long checkpoints;
        private long refused;

        Run(Reading reading, TaskStates states) {
            this.reading = reading;
            this.states = states;
            this.position = reading.head().position();
        }

        VersionReport report() {
            LogPages.byStream(reading, event -> {
                if (!event.stream().equals(stream)) {
                    end();
                    begin(event.stream());
                }
                next(event);
                events++;
                if (events % 1_000 == 0 || events == position) {
                    progress.at(EVENTS, events, position);
                }
            });
            end();
            return new VersionReport(position, events, upcast, unknown, tasks, checkpoints, refused, shown);
        }

        private void begin(String next) {
            stream = next;
            if (Streams.isTask(next)) {
                state = TaskState.INITIAL;
                wanted = StateMigrations.wanted(schema, present(next), true);
            }
        }

        private SchemaVersion present(String task) {
            try {
                return states.head(reading, Streams.taskOf(task)).schemaVersion();
            } catch (RefusedException toldWhereItStands) {
                return SchemaVersion.FIRST;
            }
        }

        private void next(StoredEvent stored) {
            if (EventNames.classOf(stored.name()).isEmpty() && !Streams.isTask(stored.stream())) {
                unknown.merge(stored.name(), 1L, Long::sum);
                return;
            }
            try {
                Object event = EventCodec.read(stored);
                if (!EventNames.revisionOf(event.getClass()).equals(stored.revision())) {
                    upcast.merge(stored.name() + " " + stored.revision(), 1L, Long::sum);
                }
                if (state != null && event instanceof TaskEvent of) {
                    restore(stored, of, state);
                    state = state.evolve(of, stored.seq());
                }
            } catch (PatchFailedException | IllegalStateException | IllegalArgumentException e) {
                refuse(
                        where(stored),
                        stored,
                        RefusalCode.CORRUPT,
                        "it does not fit the state before it: %s".formatted(e.getMessage()));
                state = null;
            } catch (NullPointerException e) {
                refuse(where(stored), stored, RefusalCode.CORRUPT, "a part of what it says is missing");
                state = null;
            } catch (RefusedException e) {
                refuse(where(stored), stored, e.code(), String.valueOf(e.getMessage()));
                state = null;
            }
        }

        private void restore(StoredEvent stored, TaskEvent event, TaskState at) {
            if (!(event instanceof CheckpointCreated marked)) {
                return;
            }
            checkpoints++;
            String where = "checkpoint %s of task %s".formatted(marked.checkpointId(), marked.taskId());
            try {
                StateMigrations.requireNotNewer(schema, marked.taskId(), marked.schemaVersion(), wanted);
                if (!marked.stateHash().equals(at.content().hash())) {
                    refuse(where, stored, RefusalCode.CORRUPT, "the state found there is not the one that was marked");
                    return;
                }
                StateMigrations.restorable(schema, marked.taskId(), at.content(), marked.schemaVersion(), wanted);
            } catch (RefusedException e) {
                refuse(where, stored, e.code(), String.valueOf(e.getMessage()));
            }
        }

        private void end() {
            if (state != null) {
                tasks.merge(state.schemaVersion(), 1L, Long::sum);
                state = null;
            }
        }

        private void refuse(String where, StoredEvent stored, RefusalCode code, String why) {
            refused++;
            if (shown.size() < MOST_SHOWN) {
                shown.add(new Refused(where, stored.position(), code, why));
            }
        }

        private static String where(StoredEvent stored) {
            return "event %d (%s, %d of %s)".formatted(stored.position(), stored.name(), stored.seq(), stored.stream());
        }
    }
}
