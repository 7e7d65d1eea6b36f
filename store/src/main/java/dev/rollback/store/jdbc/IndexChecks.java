package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.audit.StoreDiagnosis;
import dev.rollback.api.audit.StoreDiagnosis.Finding;
import dev.rollback.store.IndexReader.CheckpointEntry;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether the newest of what the index says agrees with the log, and whether a view knows more than the log. */
final class IndexChecks {
    /** All of them are for an audit. */
    private static final int NEWEST = 1_000;

    private static final String TASK_STREAM = "task/";
    private static final String CHECKPOINT_STREAM = "checkpoint/";
    private static final Set<String> CHECKPOINTS =
            Set.of("task.CheckpointCreated", "checkpoint.SystemCheckpointCreated");

    private static final Set<String> TASK_MARKERS =
            Set.of("task.CheckpointCreated", "task.TaskPolicyChanged", "task.TaskFenced");

    private final Reading reading;
    private final boolean current;

    /** @param current whether the index has all of its columns; an older one is looked at as far as it goes */
    IndexChecks(Reading reading, boolean current) {
        this.reading = reading;
        this.current = current;
    }

    private record Head(String task, long seq, long position) {}

    Finding index() {
        Optional<String> wrong =
                wrongHead().or(this::missingHead).or(this::wrongChange).or(this::wrongCheckpoint);
        return wrong.map(found -> Finding.problem(
                        "index",
                        RefusalCode.CORRUPT,
                        found,
                        "Restore a copy of the store; keep this one to find out what happened."))
                .orElseGet(() -> Finding.ok(
                        "index",
                        "%s and %s; the newest agree with the log"
                                .formatted(count("task_head", "task"), count("checkpoint", "checkpoint"))));
    }

    List<Finding> views() {
        Map<String, Long> tokens = new TreeMap<>();
        reading.sql()
                .list(
                        "SELECT view, position FROM view_token",
                        row -> tokens.put(String.valueOf(row.getString(1)), row.getLong(2)));
        List<Finding> findings = new ArrayList<>();
        List<String> behind = new ArrayList<>();
        long head = reading.head().position();
        tokens.forEach((view, token) -> {
            if (token > head) {
                findings.add(Finding.problem(
                        "views",
                        RefusalCode.CORRUPT,
                        "view %s has taken in %d events, the log has %d".formatted(view, token, head),
                        "The log was cut off, or is of another store. Restore a copy of the store."));
            } else if (token < head) {
                behind.add("%s %d behind".formatted(view, head - token));
            }
        });
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    "views",
                    behind.isEmpty()
                            ? "up to date"
                            : String.join(", ", behind) + "; whoever reads next brings them up to date"));
        }
        return findings;
    }

    /** What a process that ended too early left to be done; nothing is no finding. */
    List<Finding> unfinished() {
        int due = reading.dueRollbacks().size();
        return due == 0
                ? List.of()
                : List.of(Finding.warning(
                        StoreDiagnosis.UNFINISHED,
                        "%d failed task%s still to go back without being asked"
                                .formatted(due, due == 1 ? " is" : "s are"),
                        "Whoever opens the store for writing next sees to it, unless configured to let none go back."));
    }

    /** Nothing where the store is no copy, or goes on already. */
    List<Finding> backup() {
        return reading
                .copiedAt()
                .map(
                        madeAt -> Finding.warning(
                                StoreDiagnosis.BACKUP,
                                "made at %s; nobody has written to it yet"
                                        .formatted(madeAt.truncatedTo(ChronoUnit.SECONDS)),
                                "The first command that writes makes a store of it, in which whoever worked since then must start anew."))
                .stream()
                .toList();
    }

    private Optional<String> wrongHead() {
        return newest("SELECT task, seq, last_position FROM task_head ORDER BY last_position DESC LIMIT " + NEWEST)
                .stream()
                .filter(head -> !isEnd(head))
                .findFirst()
                .map(head -> "the index says that task %s ends with event %d at position %d, the log says otherwise"
                        .formatted(head.task(), head.seq(), head.position()));
    }

    private boolean isEnd(Head head) {
        List<StoredEvent> end = reading.stream(TASK_STREAM + head.task(), head.seq(), head.seq() + 1);
        return end.size() == 1 && end.get(0).position() == head.position();
    }

    private Optional<String> missingHead() {
        return reading
                .sql()
                .list(
                        "SELECT DISTINCT stream FROM (SELECT stream FROM event ORDER BY position DESC LIMIT " + NEWEST
                                + ") newest",
                        row -> row.getString(1))
                .stream()
                .filter(stream -> stream.startsWith(TASK_STREAM))
                .map(stream -> stream.substring(TASK_STREAM.length()))
                .filter(task -> !isKnown(task))
                .findFirst()
                .map("the log has events of task %s, the index does not know it"::formatted);
    }

    private boolean isKnown(String task) {
        return reading.sql()
                .first("SELECT 1 FROM task_head WHERE task = ?", row -> true, task)
                .orElse(false);
    }

    private Optional<String> wrongChange() {
        if (!current) {
            return Optional.empty();
        }
        return newest("SELECT task, seq, changed_position FROM task_head ORDER BY changed_position DESC LIMIT "
                        + NEWEST)
                .stream()
                .filter(head -> !isNewestChange(head))
                .findFirst()
                .map(head -> "the index says that task %s last changed at position %d, the log says otherwise"
                        .formatted(head.task(), head.position()));
    }

    private boolean isNewestChange(Head head) {
        String stream = TASK_STREAM + head.task();
        return reading.after(head.position() - 1, 1).stream()
                .anyMatch(event -> event.stream().equals(stream)
                        && !TASK_MARKERS.contains(event.name())
                        && reading.stream(stream, event.seq() + 1, head.seq()).stream()
                                .allMatch(later -> TASK_MARKERS.contains(later.name())));
    }

    private Optional<String> wrongCheckpoint() {
        return reading
                .sql()
                .list(
                        "SELECT id, task, seq, position, failed, NULL, NULL, NULL FROM checkpoint"
                                + " ORDER BY position DESC LIMIT " + NEWEST,
                        Rows::checkpoint)
                .stream()
                .filter(entry -> !isCheckpoint(entry))
                .findFirst()
                .map(entry -> "the index says that checkpoint %s is at position %d, the log says otherwise"
                        .formatted(entry.checkpointId(), entry.position()));
    }

    private boolean isCheckpoint(CheckpointEntry entry) {
        return reading.after(entry.position() - 1, 1).stream()
                .anyMatch(event -> event.position() == entry.position()
                        && event.seq() == entry.seq()
                        && CHECKPOINTS.contains(event.name())
                        && event.stream().equals(streamOf(entry)));
    }

    private static String streamOf(CheckpointEntry entry) {
        return entry.isOfEverything() ? CHECKPOINT_STREAM + entry.checkpointId() : TASK_STREAM + entry.task();
    }

    private List<Head> newest(String query) {
        return reading.sql().list(query, row -> new Head(row.getString(1), row.getLong(2), row.getLong(3)));
    }

    private String count(String table, String noun) {
        long rows = reading.sql()
                .first("SELECT count(*) FROM " + table, row -> row.getLong(1))
                .orElse(0L);
        return rows + " " + noun + (rows == 1 ? "" : "s");
    }
}
