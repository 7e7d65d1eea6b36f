package dev.rollback.app.model;

import dev.rollback.api.CheckpointId;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RollbackId;
import dev.rollback.api.TaskId;
import dev.rollback.app.model.Happening.Marked;
import dev.rollback.app.model.Happening.MarkedAll;
import dev.rollback.app.model.Happening.OfTask;
import dev.rollback.app.model.Happening.PolicyChanged;
import dev.rollback.app.model.Happening.RollbackAsked;
import dev.rollback.app.model.Happening.RollbackRefused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The model's log: a plain list, read from its first entry for every answer. */
final class Story {
    private final List<Entry> entries = new ArrayList<>();
    private final Set<Lease> leases = new LinkedHashSet<>();

    /** One unit of work. */
    void append(List<? extends Happening> unit) {
        long first = head() + 1;
        for (Happening what : unit) {
            long seq = what instanceof OfTask event ? events(event.task()).count() : -1;
            entries.add(new Entry(head() + 1, first, seq, what));
        }
    }

    /** The same, and this unit of work. */
    Story and(List<? extends Happening> unit) {
        Story longer = new Story();
        longer.entries.addAll(entries);
        longer.leases.addAll(leases);
        longer.append(unit);
        return longer;
    }

    /** Those that hold now. */
    Set<Lease> leases() {
        return leases;
    }

    long head() {
        return entries.size();
    }

    List<Entry> entries() {
        return entries;
    }

    Stream<Entry> events(TaskId task) {
        return entries.stream()
                .filter(entry ->
                        entry.what() instanceof OfTask event && event.task().equals(task));
    }

    /** All that ever were, in the order in which they came to be. */
    Set<TaskId> tasks() {
        Set<TaskId> tasks = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry.what() instanceof OfTask event) {
                tasks.add(event.task());
            }
        }
        return tasks;
    }

    /** After each of the task's events. */
    List<Standing> standings(TaskId task) {
        List<Standing> standings = new ArrayList<>();
        events(task).forEach(entry -> standings.add(Standing.after(standings, (OfTask) entry.what())));
        return standings;
    }

    Standing now(TaskId task) {
        return at(task, head());
    }

    Standing at(TaskId task, long cut) {
        return after(task, seqAt(task, cut));
    }

    /** Right after this event of its own; -1 for before the first. */
    Standing after(TaskId task, long seq) {
        return seq < 0 ? Standing.NOTHING : standings(task).get((int) seq);
    }

    /** The newest of its events that belongs to the cut; -1 for none. */
    long seqAt(TaskId task, long cut) {
        return events(task).filter(entry -> entry.position() <= cut).count() - 1;
    }

    /** The newest event up to {@code seq} that is about what a rollback brings back. */
    Optional<Entry> newestChange(TaskId task, long seq) {
        return events(task)
                .filter(entry -> entry.seq() <= seq && !isAside(entry.what()))
                .reduce((earlier, later) -> later);
    }

    private static boolean isAside(Happening what) {
        return what instanceof Marked || what instanceof PolicyChanged;
    }

    long endOfUnit(long position) {
        long unit = entries.get((int) position - 1).unit();
        return entries.stream()
                .filter(entry -> entry.unit() == unit)
                .mapToLong(Entry::position)
                .max()
                .orElseThrow();
    }

    /** The cut that a position means: a position inside a unit means the end of the unit before. */
    long cutAt(long position) {
        if (position > head()) {
            throw new Objection(RefusalCode.NOT_FOUND);
        } else if (position == 0 || endOfUnit(position) == position) {
            return position;
        }
        return entries.get((int) position - 1).unit() - 1;
    }

    Optional<Marker> marker(CheckpointId id) {
        return entries.stream().filter(entry -> marks(entry, id)).findFirst().map(entry -> Marker.of(this, entry));
    }

    private static boolean marks(Entry entry, CheckpointId id) {
        return (entry.what() instanceof Marked one && one.checkpoint().equals(id))
                || (entry.what() instanceof MarkedAll all && all.checkpoint().equals(id));
    }

    /** Where the unit of a rollback begins, done or refused. */
    OptionalLong unitOf(RollbackId rollback) {
        return entries.stream()
                .filter(entry -> begins(entry, rollback))
                .mapToLong(Entry::unit)
                .findFirst();
    }

    private static boolean begins(Entry entry, RollbackId id) {
        return (entry.what() instanceof RollbackAsked asked && asked.rollback().equals(id))
                || (entry.what() instanceof RollbackRefused refused
                        && refused.rollback().equals(id));
    }

    /** The entries of a kind, oldest first. */
    <T extends Happening> Stream<T> all(Class<T> kind) {
        return entries.stream().map(Entry::what).filter(kind::isInstance).map(kind::cast);
    }
}
