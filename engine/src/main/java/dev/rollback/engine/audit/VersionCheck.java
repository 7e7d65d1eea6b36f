package dev.rollback.engine.audit;

import dev.rollback.api.CheckpointEvent.SystemCheckpointCreated;
import dev.rollback.api.Progress;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.SchemaVersion;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskEvent.CheckpointCreated;
import dev.rollback.api.TaskId;
import dev.rollback.api.TaskStateSchema;
import dev.rollback.api.audit.VersionReport;
import dev.rollback.api.audit.VersionReport.Refused;
import dev.rollback.api.json.PatchFailedException;
import dev.rollback.engine.audit.RestoreTrial.Marked;
import dev.rollback.engine.task.TaskStates;
import dev.rollback.store.Reading;
import dev.rollback.store.Store;
import dev.rollback.store.StoredEvent;
import dev.rollback.store.event.EventCodec;
import dev.rollback.store.event.EventNames;
import dev.rollback.store.event.Streams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads every event of a store and tries to bring back every checkpoint, of tasks and of everything, and each task as it is
 * now, through upcasting and migrations, without writing anything: before a new version of an application is let loose on it.
 * Never holds more than one task's state.
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
        private final List<Marked> moments = new ArrayList<>();
        private final List<Refused> shown = new ArrayList<>();
        private String stream = "";
        private @Nullable RestoreTrial trial;
        private long events;
        private long checkpoints;
        private long refused;

        Run(Reading reading, TaskStates states) {
            this.reading = reading;
            this.states = states;
            this.position = reading.head().position();
        }

        VersionReport report() {
            // Streams come in the order of their names, so those of checkpoints ahead of those of tasks.
            LogPages.byStream(reading, event -> {
                if (!event.stream().equals(stream)) {
                    end();
                    begin(event);
                }
                next(event);
                events++;
                if (events % 1_000 == 0 || events == position) {
                    progress.at(EVENTS, events, position);
                }
            });
            end();
            if (events != position) {
                String why = "there are %d events, but its head says %d".formatted(events, position);
                refuse("the log", position, RefusalCode.CORRUPT, why);
            }
            return new VersionReport(position, events, upcast, unknown, tasks, checkpoints, refused, shown);
        }

        private void begin(StoredEvent first) {
            stream = first.stream();
            if (!Streams.isTask(stream)) {
                return;
            }
            try {
                TaskId task = Streams.taskOf(stream);
                trial = new RestoreTrial(task, states.head(reading, task), schema, moments, this::refuse);
            } catch (RefusedException e) {
                refuse("task stream " + stream, first.position(), e.code(), String.valueOf(e.getMessage()));
            }
        }

        private void next(StoredEvent stored) {
            if (EventNames.classOf(stored.name()).isEmpty() && !Streams.isEngines(stored.stream())) {
                unknown.merge(stored.name(), 1L, Long::sum);
                return;
            }
            try {
                Object event = EventCodec.read(stored);
                if (!EventNames.revisionOf(event.getClass()).equals(stored.revision())) {
                    upcast.merge(stored.name() + " " + stored.revision(), 1L, Long::sum);
                }
                if (event instanceof CheckpointCreated || event instanceof SystemCheckpointCreated) {
                    checkpoints++;
                }
                if (event instanceof SystemCheckpointCreated marked) {
                    moments.add(new Marked(stored.position(), marked));
                    moments.sort(Comparator.comparing(Marked::position));
                } else if (trial != null) {
                    trial.next(stored, (TaskEvent) event);
                }
            } catch (PatchFailedException | IllegalStateException | IllegalArgumentException | ClassCastException e) {
                refuse(where(stored), stored.position(), RefusalCode.CORRUPT, "it does not fit the state before it");
                trial = null;
            } catch (RefusedException e) {
                refuse(where(stored), stored.position(), e.code(), String.valueOf(e.getMessage()));
                trial = null;
            }
        }

        private void end() {
            if (trial != null) {
                tasks.merge(trial.end(), 1L, Long::sum);
                trial = null;
            }
        }

        private void refuse(String where, long at, RefusalCode code, String why) {
            refused++;
            if (shown.size() < MOST_SHOWN) {
                shown.add(new Refused(where, at, code, why));
            }
        }

        private static String where(StoredEvent stored) {
            return "event %d (%s, %d of %s)".formatted(stored.position(), stored.name(), stored.seq(), stored.stream());
        }
    }
}
